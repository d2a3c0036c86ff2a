using CsCheck;
using StreamShield.App.Obs;

namespace StreamShield.Tests.App.Obs;

/// <summary>Raw cameras are found wherever they hide.</summary>
public class RawFinderTests
{
    [Fact]
    public void In_the_scene_itself() => Assert.Equal(
        [new RawSighting("Main", "cam", "/dev/video0", "", IsOn: true)],
        Find(("Main", ["shield", "cam"]), ("BRB", ["shield"])));

    [Fact]
    public void Switched_off() => Assert.Equal([new RawSighting("Main", "cam", "/dev/video0", "", IsOn: false)], Find(("Main", ["-cam"])));

    [Fact]
    public void In_a_scene_in_a_scene_and_in_a_group() => Assert.Equal(
        [
            new RawSighting("Main", "cam", "/dev/video0", "Cameras", IsOn: true),
            new RawSighting("Cameras", "cam", "/dev/video0", "", IsOn: true),
            new RawSighting("Other", "cam", "/dev/video0", "group", IsOn: false),
        ],
        Find(("Main", ["Cameras"]), ("Cameras", ["cam"]), ("Other", ["-group"]), ("group", ["cam"])));

    [Fact]
    public void Twice_in_a_scene_counts_once_and_as_on_when_one_is() => Assert.Equal(
        [new RawSighting("Main", "cam", "/dev/video0", "group", IsOn: true)],
        Find(("Main", ["-cam", "group"]), ("group", ["cam"])));

    [Fact]
    public void A_circle_does_not_hang() => Assert.Equal(2, Find(("A", ["B"]), ("B", ["A", "cam"])).Count);

    [Fact]
    public void An_input_that_is_in_no_scene_is_no_matter() => Assert.Empty(Find(("Main", ["shield"])));

    /// <summary>Scene k may hold scenes after it, the camera, and the shielded picture; compared with a plain search by hand.</summary>
    [Fact]
    public void A_camera_is_on_when_every_eye_on_one_way_to_it_is_open()
    {
        const int Scenes = 5;
        (from seeds in Gen.Int[0, int.MaxValue].Array[Scenes] select seeds).Sample(seeds =>
        {
            var scenes = seeds.Select((seed, k) => ($"s{k}", Items(new Random(seed), k, Scenes).ToArray())).ToArray();
            var found = Find(scenes).ToDictionary(sighting => sighting.Scene, sighting => sighting.IsOn);
            foreach (var (name, _) in scenes)
            {
                Assert.Equal(Holds(name, onlyOn: false), found.ContainsKey(name));
                Assert.Equal(Holds(name, onlyOn: true), found.GetValueOrDefault(name));
            }

            bool Holds(string scene, bool onlyOn) => scenes.First(entry => entry.Item1 == scene).Item2
                .Where(item => !onlyOn || !item.StartsWith('-'))
                .Select(item => item.TrimStart('-'))
                .Any(item => item == "cam" || (item.StartsWith('s') && item != "shield" && Holds(item, onlyOn)));
        });
    }

    private static IEnumerable<string> Items(Random random, int k, int scenes)
    {
        for (var count = random.Next(4); count > 0; count--)
        {
            var what = random.Next(3) switch { 0 => "shield", 1 when k + 1 < scenes => $"s{random.Next(k + 1, scenes)}", _ => random.Next(3) == 0 ? "cam" : "shield" };
            yield return random.Next(2) == 0 ? what : $"-{what}";
        }
    }

    private static IReadOnlyList<RawSighting> Find(params (string, string[])[] scenes) => RawFinder.Find(ObsViews.Of(scenes[0].Item1, scenes), ObsViews.Cameras);
}
