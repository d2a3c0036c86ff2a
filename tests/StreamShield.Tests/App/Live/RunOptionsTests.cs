using StreamShield.App.Live;
using StreamShield.App.Profiles;
using StreamShield.Core.Frames;
using StreamShield.Core.Profiles;

namespace StreamShield.Tests.App.Live;

/// <summary>What a run begins anew with.</summary>
public sealed class RunOptionsTests
{
    [Fact]
    public void A_room_that_cannot_be_used_leaves_what_is_in_force()
    {
        var room = new Profile { Name = "Attic" };
        var now = new ProfileInForce(room, room, room.Settings, "", 1);
        var options = new RunOptions(null, room.Size, room.FramesPerSecond, room.Settings, new PlateChoice(room, null), null, null, [], 1, false, false, null, null, new DesktopOptions(false, null));
        var small = new FrameSize(640, 360);
        List<string> said = [];

        Assert.Equal(small, options.WithOrAsItIs(room with { Name = "Cellar", Size = small }, now, said.Add).Size);
        Assert.Empty(said);
        var anew = options.WithOrAsItIs(room with { Name = "Beach", Size = small, EffectImage = "/no/such.jpg" }, now, said.Add);
        Assert.Equal((room.Size, "Attic"), (anew.Size, anew.Plate.Room.Name));
        Assert.Contains("/no/such.jpg", Assert.Single(said), StringComparison.Ordinal);
    }
}
