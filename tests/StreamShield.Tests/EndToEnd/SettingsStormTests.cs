using StreamShield.Core.Frames;
using StreamShield.Core.People;
using StreamShield.Core.Pipeline;
using StreamShield.Core.Settings;

namespace StreamShield.Tests.EndToEnd;

[Collection(EndToEndTests.Name)]
public sealed class SettingsStormTests
{
    private const int Changes = 1000;
    private const int ChangesPerPicture = 6;

    /// <summary>The witness calls a picture torn when one part of the room is hidden by the solid colour and another by the blur.</summary>
    [Theory]
    [InlineData(801)]
    [InlineData(802)]
    public async Task A_thousand_changes_from_another_thread_leave_every_picture_whole_and_hidden(int seed)
    {
        var random = new Random(seed);
        using var rig = new LiveRig(seed).Start();
        rig.UntilShown();
        var storm = Task.Run(() =>
        {
            for (var i = 0; i < Changes; i++)
            {
                rig.Session.Pipeline.Apply(new ShieldSettings { Effect = random.Next(2) == 0 ? "solid" : "blur", Colour = Room.Solid, Strength = random.Next(30, 101), People = PeopleChoice.Everyone });
                if (i % (Changes / 8) == 0)
                {
                    rig.Session.Pipeline.UseModel(() => rig.Open());
                }

                if (i % ChangesPerPicture == 0)
                {
                    rig.UntilShown(1);
                }
            }
        });
        await storm.WaitAsync(TimeSpan.FromSeconds(60));

        rig.Session.Pipeline.Apply(new ShieldSettings { Effect = "solid", Colour = Room.Solid, People = PeopleChoice.Everyone });
        rig.UntilShown(10);
        Assert.Equal(ShieldStatus.Live, rig.Session.Pipeline.State.Status);
        rig.End();
        Assert.True(rig.Witness.Shown > Changes / ChangesPerPicture);
    }

    [Fact]
    public void Settings_that_are_refused_change_nothing()
    {
        using var rig = new LiveRig(803).Start();
        rig.UntilShown();
        for (var i = 0; i < 100; i++)
        {
            Assert.Throws<ShieldException>(() => rig.Session.Pipeline.Apply(new ShieldSettings { Strength = 101 + i }));
            Assert.Throws<ShieldException>(() => rig.Session.Pipeline.Apply(new ShieldSettings { Effect = "none" }));
        }

        rig.UntilShown();
        rig.End();
        Assert.Equal(0, rig.Session.Counters.Failed);
    }
}
