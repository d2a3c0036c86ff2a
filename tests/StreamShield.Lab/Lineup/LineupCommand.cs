using System.Globalization;
using StreamShield.Core.Frames;
using StreamShield.Core.Obscuring;
using StreamShield.Core.Settings;

namespace StreamShield.Lab.Lineup;

/// <summary>
/// <c>lineup ROOMS [MATTE]</c>: how often an attacker who photographed 300 rooms picks the right one from what an effect shows of it. ROOMS is a folder of pictures; MATTE a grey clip
/// of somebody in front (white = streamer), without which the room is empty, the attacker's best case. The attacker knows effect, strength and silhouette, compares layouts of
/// colours in four ways, and the best of them counts.
/// </summary>
internal static class LineupCommand
{
    private const int Candidates = 300;
    private const int TrueRooms = 60;
    private const int Seed = 20;

    /// <summary>As webcams see it, small: the grids are the same at any size.</summary>
    private static readonly FrameSize Size = new(640, 360);

    /// <summary>Runs the line-up and prints a table.</summary>
    /// <param name="args">Folder of rooms, and perhaps a grey clip.</param>
    /// <returns>Exit code.</returns>
    public static int Run(string[] args)
    {
        if (args.Length is < 1 or > 2 || !Directory.Exists(args[0]))
        {
            Console.Error.WriteLine("Say lineup ROOMS [MATTE.mp4]: a folder of at least 300 pictures of rooms, and perhaps a grey clip of somebody in front.");
            return 2;
        }

        var files = Directory.GetFiles(args[0], "*bedroom*.jpg").Order(StringComparer.Ordinal).Take(Candidates).ToArray();
        if (files.Length < Candidates)
        {
            Console.Error.WriteLine($"{args[0]} has {files.Length} pictures named *bedroom*.jpg and {Candidates} are needed.");
            return 1;
        }

        var random = new Random(Seed);
        var rooms = files.Select(file => Photograph.Read(file, Size)).ToArray();
        var photos = rooms.Select(room => Photograph.Again(room, Size, random)).ToArray();
        var chosen = Enumerable.Range(0, Candidates).OrderBy(_ => random.Next()).Take(TrueRooms).Order().ToArray();
        using var people = new People(Size, args.Length > 1 ? args[1] : null);
        Console.WriteLine("effect          top-1   top-10  median rank   (best of four attacks)");
        foreach (var (name, hide) in Hiders(people))
        {
            Report(name, Rank(hide, rooms, photos, chosen, people.Background));
        }

        return 0;
    }

    private static IEnumerable<(string Name, Func<byte[], byte[]> Hide)> Hiders(People people)
    {
        foreach (var strength in (int[])[0, 25, 50, 75, 90, 95, 100])
        {
            yield return ($"blur {strength}", people.Hider(new ShieldSettings { Effect = "blur", Strength = strength }));
        }

        yield return ("pixelate 100", people.Hider(new ShieldSettings { Effect = "pixelate", Strength = 100 }));
        yield return ("decoy", people.Hider(new ShieldSettings { Effect = "decoy" }));
        yield return ("solid", people.Hider(new ShieldSettings { Effect = "solid" }));
        yield return ("image", people.Hider(new ShieldSettings { Effect = "image", Image = new BackgroundImage(2, 2, [90, 90, 190, 100, 180, 90, 190, 90, 90, 99, 99, 99]) }));
        yield return ("Gaussian 18", people.Gaussian(18.0 * Size.Height / 720));
    }

    /// <summary>Per attack, the rank of each true room.</summary>
    private static double[][] Rank(Func<byte[], byte[]> hide, byte[][] rooms, byte[][] photos, int[] chosen, byte[] background)
    {
        var matcher = new LayoutMatcher(Size, background);
        var plain = photos.Select(matcher.Layout).ToArray();
        var hidden = photos.Select(photo => matcher.Layout(hide(photo))).ToArray();
        var seen = chosen.Select(room => matcher.Layout(hide(rooms[room]))).ToArray();
        return [.. new[] { (plain, false), (plain, true), (hidden, false), (hidden, true) }.Select(attack =>
            chosen.Select((room, i) => LayoutMatcher.Rank([.. attack.Item1.Select(candidate => LayoutMatcher.Distance(seen[i], candidate, attack.Item2))], room)).ToArray())];
    }

    private static void Report(string name, double[][] ranks)
    {
        double Share(double[] attack, double least) => 100.0 * attack.Count(rank => rank < least) / attack.Length;
        var median = ranks.Min(attack => attack.Order().Skip((TrueRooms / 2) - 1).Take(2).Average());
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{name,-14}  {ranks.Max(attack => Share(attack, 2)),4:0} %  {ranks.Max(attack => Share(attack, 11)),4:0} %  {median,11:0.0}   {string.Join("  ", ranks.Select(attack => $"{Share(attack, 2):0} %"))}"));
    }
}
