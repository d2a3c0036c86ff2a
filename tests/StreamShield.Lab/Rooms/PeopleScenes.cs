namespace StreamShield.Lab.Rooms;

/// <summary>
/// Scenes in which it is hard to tell who is the streamer, or what of the picture: dark furniture, others in like clothes, two people from the start, coming and going. The rooms
/// and people are held out like all others; visitors in like clothes are the streamer's own picture, mirrored: nothing but place and motion tells them apart.
/// </summary>
internal static class PeopleScenes
{
    private const string Kind = "people";
    private const string ArmChair = "ikea_chair_20239699";
    internal const string OfficeChair = "ikea_chair_30327068";
    internal const string Toy = "ikea_objects_00064662";

    public static IReadOnlyList<Scene> All { get; } =
    [
        new("people-chair-arm", Kind, "317_bedroom", new Casting("portraits/131", Moves.AtTheDesk, 1)) { Props = [new Prop(ArmChair, 0.5, 1.1, 0.95)], Seed = 2000 },
        new("people-chair-office", Kind, "457_kitchen", new Casting("portraits/123", Moves.AtTheDesk, 2)) { Props = [new Prop(OfficeChair, 0.52, 1.5, 1.4)], Seed = 2001 },
        new("people-chair-beside", Kind, "137_bedroom", new Casting("street/0983", Moves.AtTheDesk, 3)) { Props = [new Prop(ArmChair, 0.8, 1.05, 0.85)], Seed = 2002 },
        Visited("people-like-behind", "187_bathroom", "portraits/131", inFront: false, 2003),
        Visited("people-like-front", "327_kitchen", "street/0314", inFront: true, 2004),
        new("people-jacket-behind", Kind, "327_bathroom", new Casting("portraits/123", Moves.AtTheDesk, 4))
        {
            Other = new Casting("street/0534", Moves.WalksThrough, 1), OtherFrom = 30, OtherFrames = 90, Seed = 2005,
        },
        new("people-two-apart", Kind, "217_bedroom", new Casting("street/0308", Moves.SitsLeft, 5)) { Other = new Casting("street/0979", Moves.SitsBeside, 2), Seed = 2006 },
        new("people-two-touch", Kind, "37_kitchen", new Casting("portraits/115", Moves.SitsLeft, 6))
        {
            Other = new Casting("portraits/3", Moves.SitsBeside, 3), Pick = new PickMoment(10, 0.38, 0.6), Seed = 2007,
        },
        new("people-away-alone", Kind, "107_bathroom", new Casting("street/0311", Moves.LeavesAndReturns, 7)) { Seed = 2008 },
        new("people-away-visitor", Kind, "307_bedroom", new Casting("street/0088", Moves.LeavesAndReturns, 8))
        {
            Other = new Casting("street/0530", Moves.WalksThrough, 4), OtherFrom = 75, OtherFrames = 70, Seed = 2009,
        },
        new("people-sits-down", Kind, "317_bedroom", new Casting("street/0542", Moves.SitsDown, 9)) { Seed = 2010 },
        new("people-turns", Kind, "457_kitchen", new Casting("street/0543", Moves.Turns, 10)) { Seed = 2011 },
        new("people-picks-up", Kind, "137_bedroom", new Casting("portraits/3", Moves.AtTheDesk, 11)) { Props = [new Prop(Toy, 0.62, 0.9, 0.35, 60)], Seed = 2012 },
        // The same kinds with other people in other rooms.
        new("people-chair-arm-2", Kind, "147_bedroom", new Casting("portraits/147", Moves.AtTheDesk, 5)) { Props = [new Prop(ArmChair, 0.45, 1.1, 0.95)], Seed = 2100 },
        new("people-chair-office-2", Kind, "157_kitchen", new Casting("street/0090", Moves.AtTheDesk, 6)) { Props = [new Prop(OfficeChair, 0.52, 1.5, 1.4)], Seed = 2101 },
        Visited("people-like-behind-2", "167_bedroom", "street/0535", inFront: false, 2103),
        Visited("people-like-front-2", "177_kitchen", "street/0765", inFront: true, 2104),
        new("people-jacket-behind-2", Kind, "197_bedroom", new Casting("street/0315", Moves.AtTheDesk, 4))
        {
            Other = new Casting("street/0756", Moves.WalksThrough, 1), OtherFrom = 40, OtherFrames = 80, Seed = 2105,
        },
        new("people-front-2", Kind, "207_kitchen", new Casting("portraits/163", Moves.AtTheDesk, 3))
        {
            Other = new Casting("street/0982", Moves.WalksThrough, 2), OtherFrom = 40, OtherFrames = 80, OtherInFront = true, Seed = 2106,
        },
        new("people-two-apart-2", Kind, "227_bedroom", new Casting("street/0764", Moves.SitsLeft, 5)) { Other = new Casting("portraits/179", Moves.SitsBeside, 2), Seed = 2107 },
        new("people-two-touch-2", Kind, "237_kitchen", new Casting("street/0987", Moves.SitsLeft, 6))
        {
            Other = new Casting("portraits/187", Moves.SitsBeside, 3), Pick = new PickMoment(10, 0.38, 0.6), Seed = 2108,
        },
        new("people-away-visitor-2", Kind, "247_bedroom", new Casting("portraits/195", Moves.LeavesAndReturns, 8))
        {
            Other = new Casting("street/0980", Moves.WalksThrough, 4), OtherFrom = 75, OtherFrames = 70, Seed = 2109,
        },
        new("people-turns-2", Kind, "257_kitchen", new Casting("street/0083", Moves.Turns, 10)) { Seed = 2111 },
        new("people-picks-up-2", Kind, "267_bedroom", new Casting("street/0541", Moves.AtTheDesk, 11)) { Props = [new Prop(Toy, 0.62, 0.9, 0.35, 60)], Seed = 2112 },
        // Somebody comes in beside shoulders that fill the picture, and is hardly ever apart.
        new("people-comes-in", Kind, "257_bedroom", new Casting("portraits/11", Moves.AtTheDesk, 5))
        {
            Other = new Casting("portraits/43", Moves.WalksThrough, 2), OtherFrom = 37, OtherFrames = 60, Seed = 9012,
        },
        // Somebody looks in, stops half behind the streamer, who leans in or turns meanwhile, and goes out again.
        new("people-drops-in", Kind, "407_bedroom", new Casting("street/0539", Moves.AtTheDesk, 11))
        {
            Other = new Casting("portraits/35", Moves.DropsIn, 3), OtherFrom = 17, OtherFrames = 140, Seed = 84275,
        },
        new("people-drops-in-2", Kind, "437_bathroom", new Casting("street/0083", Moves.Turns, 3))
        {
            Other = new Casting("portraits/139", Moves.DropsIn, 11), OtherFrom = 21, OtherFrames = 133, Seed = 84281,
        },
    ];

    private static Scene Visited(string name, string room, string person, bool inFront, int seed) => new(name, Kind, room, new Casting(person, Moves.AtTheDesk, seed % 7))
    {
        Other = new Casting(person, Moves.WalksThrough, 2, Mirrored: true),
        OtherFrom = 30,
        OtherFrames = 90,
        OtherInFront = inFront,
        Seed = seed,
    };
}
