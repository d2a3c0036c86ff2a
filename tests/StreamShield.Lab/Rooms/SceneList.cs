namespace StreamShield.Lab.Rooms;

/// <summary>The scenes, most wanted first. All rooms are of held-out houses (number modulo 10 is 7), all people of the held-out split (models/training/sources.py).</summary>
internal static class SceneList
{
    private static readonly string[] Rooms =
    [
        "317_bedroom", "457_kitchen", "187_bathroom", "137_bedroom", "327_kitchen",
        "327_bathroom", "217_bedroom", "37_kitchen", "107_bathroom", "307_bedroom",
    ];

    private static readonly string[] People =
    [
        "portraits/115", "street/0083", "street/0308", "portraits/3", "street/0979",
        "street/0306", "portraits/131", "street/0534", "street/0764", "street/0080",
    ];

    // The dancer's camera cuts at these frames; a segment never crosses one.
    private static readonly int[] WholeBody = [46, 100, 150, 185, 512];
    private static readonly int[] UpperBody = [705, 712, 719];

    public static IReadOnlyList<Scene> All { get; } = [.. FirstOnes(), .. PeopleScenes.All, .. Dancers(0, 10), .. CutOuts(0, 10), .. Drifts(0, 4), .. Visitors(), .. Moved(), .. Long()];

    private static IEnumerable<Scene> FirstOnes() => [.. Dancers(0, 2), .. Drifts(0, 1), .. CutOuts(0, 2), .. Visitors().Take(2), .. Moved().Take(2)];

    private static IEnumerable<Scene> Dancers(int from, int to)
    {
        for (var i = from; i < to; i++)
        {
            yield return new Scene($"dancer-full-{Rooms[i]}", "dancer", Rooms[i], Full(i)) { Seed = 100 + i };
            yield return new Scene($"dancer-upper-{Rooms[i]}", "dancer", Rooms[i], Upper(i)) { Seed = 200 + i };
        }
    }

    private static IEnumerable<Scene> CutOuts(int from, int to)
    {
        for (var i = from; i < to; i++)
        {
            var moves = (i % 5) switch { 1 => Moves.LeavesAndReturns, 3 => Moves.Standing, _ => Moves.AtTheDesk };
            yield return new Scene($"cutout-{Rooms[i]}", "cut-out", Rooms[i], new Casting(People[i], moves, i)) { Seed = 300 + i };
        }
    }

    private static IEnumerable<Scene> Drifts(int from, int to)
    {
        for (var i = from; i < to; i++)
        {
            var room = Rooms[i];
            yield return new Scene($"drift-dancer-{room}", "drift", room, i % 2 == 0 ? Full(i) : Upper(i)) { Drift = Drift.Shifted, Seed = 400 + i };
            yield return new Scene($"drift-cutout-{room}", "drift", room, new Casting(People[i], Moves.AtTheDesk, i)) { Drift = Drift.Shifted, Seed = 500 + i };
            yield return new Scene($"wander-dancer-{room}", "drift", room, i % 2 == 0 ? Upper(i) : Full(i)) { Drift = Drift.Wandering, Seed = 600 + i };
            yield return new Scene($"wander-cutout-{room}", "drift", room, new Casting(People[i + 4], Moves.AtTheDesk, i)) { Drift = Drift.Wandering, Seed = 700 + i };
        }
    }

    private static IEnumerable<Scene> Visitors()
    {
        for (var i = 0; i < 4; i++)
        {
            var visitor = new Casting(People[9 - i], Moves.WalksThrough, i, i % 2 == 1);
            var streamer = i % 2 == 0 ? Upper(i) : new Casting(People[i], Moves.AtTheDesk, i);
            yield return new Scene($"behind-{Rooms[i]}", "second person behind", Rooms[i], streamer) { Other = visitor, Seed = 800 + i };
            yield return new Scene($"crossing-{Rooms[i]}", "second person crossing", Rooms[i], streamer) { Other = visitor, OtherInFront = true, Seed = 900 + i };
        }
    }

    private static IEnumerable<Scene> Moved()
    {
        for (var i = 0; i < 2; i++)
        {
            yield return new Scene($"bumped-{Rooms[i]}", "moved", Rooms[i], new Casting(People[i + 2], Moves.AtTheDesk, i)) { Drift = Drift.Bumped, Seed = 1000 + i };
            yield return new Scene($"another-room-{Rooms[i]}", "moved", Rooms[i], Upper(i)) { SecondRoom = Rooms[i + 4], Seed = 1100 + i };
        }
    }

    // 60 s to learn the room from, then 6 s to measure.
    private static IEnumerable<Scene> Long() =>
    [
        new Scene($"long-cutout-{Rooms[0]}", "long", Rooms[0], new Casting(People[2], Moves.LeavesAndReturns, 3)) { Frames = 1980, Seed = 1200 },
        new Scene($"long-drift-{Rooms[3]}", "long", Rooms[3], new Casting(People[4], Moves.Standing, 5)) { Frames = 1980, Drift = Drift.Wandering, Seed = 1201 },
    ];

    private static Casting Full(int i) => new(Casting.Dancer, Start: WholeBody[i % WholeBody.Length], Mirrored: i % 2 == 1);

    private static Casting Upper(int i) => new(Casting.Dancer, Start: UpperBody[i % UpperBody.Length], Mirrored: i % 4 > 1);
}
