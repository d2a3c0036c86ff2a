using System.Text;
using CsCheck;
using StreamShield.Core.Frames;
using StreamShield.Core.Profiles;
using StreamShield.Core.Settings;
using StreamShield.Core.Zones;

namespace StreamShield.Tests.Core.Profiles;

/// <summary>Single settings changed by JSON, as the control page does it.</summary>
public class ProfileChangeTests
{
    private static readonly Profile Room = new()
    {
        Name = "Bedroom",
        Camera = "webcam:1",
        EffectImage = "beach.jpg",
        Settings = new ShieldSettings { Effect = "blur", Strength = 60, Zones = [new Zone { Name = "door", Shape = new RectangleShape(0, 0, 0.5, 0.5) }] },
    };

    private static Profile Change(string json) => ProfileJson.Change(Room, Encoding.UTF8.GetBytes(json), "The request");

    [Fact]
    public void What_is_not_named_stays()
    {
        Assert.Equal(Room, Change("{}"));
        Assert.Equal(Room with { Settings = Room.Settings with { Strength = 61 } }, Change("""{"strength":61}"""));
        Assert.Same(Room.Settings.Zones, Change("""{"people":"everyone"}""").Settings.Zones);
    }

    [Fact]
    public void An_empty_list_of_zones_and_no_picture_are_changes()
    {
        Assert.Empty(Change("""{"zones":[]}""").Settings.Zones);
        Assert.Null(Change("""{"image":null}""").EffectImage);
        Assert.Equal("sea.jpg", Change("""{"image":"sea.jpg"}""").EffectImage);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{\"strength\":60.5}")]
    [InlineData("{\"strength\":-1}")]
    [InlineData("{\"strength\":1e999}")]
    [InlineData("{\"strength\":NaN}")]
    [InlineData("{\"strength\":\"60\"}")]
    [InlineData("{\"Strength\":60}")]
    [InlineData("{\"name\":\"Other\"}")]
    [InlineData("{\"camera\":\"webcam:0\"}")]
    [InlineData("{\"strength\":1,\"strength\":2}")]
    [InlineData("{\"effect\":\"none\"}")]
    [InlineData("{\"zones\":{}}")]
    [InlineData("{\"zones\":[{\"name\":\"a\",\"shape\":\"rectangle\",\"left\":0,\"top\":0,\"width\":1e999,\"height\":1}]}")]
    public void Whatever_is_wrong_is_refused_in_one_sentence(string json)
    {
        var refusal = Assert.Throws<ShieldException>(() => Change(json));
        Assert.StartsWith("The request cannot be used: line 1", refusal.Message);
        Assert.DoesNotContain('\n', refusal.Message);
    }

    [Fact]
    public void Any_text_is_either_taken_or_refused() => Gen.String.Array[0, 6].Sample(
        parts =>
        {
            try
            {
                Change("{" + string.Join(",", parts) + "}");
            }
            catch (ShieldException e)
            {
                Assert.DoesNotContain('\n', e.Message);
            }
        },
        iter: 2000);

    [Fact]
    public void Every_strength_in_range_is_taken() =>
        Gen.Int[-50, 150].Sample(strength =>
        {
            if (strength is >= 0 and <= 100)
            {
                Assert.Equal(strength, Change($"{{\"strength\":{strength}}}").Settings.Strength);
            }
            else
            {
                Assert.Throws<ShieldException>(() => Change($"{{\"strength\":{strength}}}"));
            }
        });
}
