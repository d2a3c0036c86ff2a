using CsCheck;
using StreamShield.Core.People;
using StreamShield.Core.Pixels;

namespace StreamShield.Tests.Core.People;

public class ComponentFinderTests
{
    private static ComponentFinder Find(string picture)
    {
        var rows = picture.Split('\n');
        var finder = new ComponentFinder(rows[0].Length, rows.Length);
        finder.Find([.. rows.SelectMany(row => row.Select(pixel => pixel == '#' ? (byte)128 : (byte)127))], 128);
        return finder;
    }

    [Fact]
    public void Parts_are_counted_and_framed()
    {
        var finder = Find(
            """
            ##..
            ##.#
            ...#
            #..#
            """);
        Assert.Equal([4, 3, 1], finder.Parts.ToArray().Select(part => part.Area));
        Assert.Equal(new PixelArea(3, 1, 4, 4), finder.Parts[1].Frame);
    }

    [Fact]
    public void Arms_that_meet_late_are_one_part() => Assert.Equal([14, 8], Find(
        """
        #.#.#...
        #.#.#..#
        #.#.#..#
        #####..#
        .....###
        ....##..
        """).Parts.ToArray().Select(part => part.Area));

    [Fact]
    public void Corners_do_not_touch() => Assert.Equal(2, Find(
        """
        #.
        .#
        """).Parts.Length);

    [Fact]
    public void It_agrees_with_a_flood_fill() => Gen.Select(Gen.Int, Gen.Double[0.2, 0.8]).Sample((seed, density) =>
    {
        const int Width = 23;
        const int Height = 17;
        var random = new Random(seed);
        var alpha = Enumerable.Range(0, Width * Height).Select(_ => random.NextDouble() < density ? (byte)200 : (byte)9).ToArray();
        var finder = new ComponentFinder(Width, Height);
        finder.Find(alpha, 128);
        var part = new int[alpha.Length];
        Array.Fill(part, -1);
        foreach (var run in finder.Runs)
        {
            part.AsSpan(run.Start, run.Length).Fill(run.Part);
        }

        var seen = new bool[alpha.Length];
        var count = 0;
        for (var start = 0; start < alpha.Length; start++)
        {
            if (alpha[start] < 128 || seen[start])
            {
                continue;
            }

            count++;
            var todo = new Stack<int>([start]);
            seen[start] = true;
            while (todo.TryPop(out var at))
            {
                if (part[at] != part[start])
                {
                    return false;
                }

                foreach (var next in new[] { at - Width, at + Width, at % Width == 0 ? -1 : at - 1, at % Width == Width - 1 ? -1 : at + 1 })
                {
                    if (next >= 0 && next < alpha.Length && alpha[next] >= 128 && !seen[next])
                    {
                        seen[next] = true;
                        todo.Push(next);
                    }
                }
            }
        }

        return count == finder.Parts.Length;
    }, iter: 100);
}
