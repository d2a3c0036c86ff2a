using StreamShield.Core.Pixels;

namespace StreamShield.Core.People;

/// <summary>Finds the connected parts of a matte (4-connectivity) by merging runs (He, Chao and Suzuki 2008, "A Run-Based Two-Scan Labeling
/// Algorithm"). Allocates only on construction.</summary>
internal sealed class ComponentFinder
{
    private readonly int _width;
    private readonly int _height;
    private readonly Run[] _runs;
    private readonly Component[] _components;
    private int _runCount;
    private int _count;

    /// <param name="width">Width of the mattes.</param>
    /// <param name="height">Height of the mattes.</param>
    public ComponentFinder(int width, int height)
    {
        (_width, _height) = (width, height);
        _runs = new Run[(width + 1) / 2 * height];
        _components = new Component[_runs.Length];
    }

    public Span<Component> Parts => _components.AsSpan(0, _count);

    /// <summary>Largest number of parts possible.</summary>
    public int MaxParts => _components.Length;

    /// <summary>The runs of all rows, each with the number of its part.</summary>
    public ReadOnlySpan<Run> Runs => _runs.AsSpan(0, _runCount);

    /// <summary>Finds the parts formed by all pixels at or above the threshold.</summary>
    public void Find(ReadOnlySpan<byte> alpha, byte threshold)
    {
        _runCount = 0;
        var above = 0;
        for (var y = 0; y < _height; y++)
        {
            var begin = _runCount;
            AddRuns(alpha.Slice(y * _width, _width), y * _width, threshold);
            Join(above, begin);
            above = begin;
        }

        Number();
    }

    /// <summary>The part that a pixel belongs to; -1 for none.</summary>
    public int PartAt(int pixel)
    {
        foreach (ref readonly var run in Runs)
        {
            if (pixel >= run.Start && pixel < run.Start + run.Length)
            {
                return run.Part;
            }
        }

        return -1;
    }

    /// <summary>Finds the topmost row and the number of pixels of a part in each column of its bounding box.</summary>
    public void MeasureColumns(int part, Span<int> tops, Span<int> pixels)
    {
        var frame = Parts[part].Frame;
        tops.Fill(frame.Bottom);
        pixels.Clear();
        foreach (ref readonly var run in Runs)
        {
            var (row, left) = Math.DivRem(run.Start, _width);
            for (var x = left; run.Part == part && x < left + run.Length; x++)
            {
                tops[x - frame.Left] = Math.Min(tops[x - frame.Left], row);
                pixels[x - frame.Left]++;
            }
        }
    }

    private void AddRuns(ReadOnlySpan<byte> row, int offset, byte threshold)
    {
        for (var x = 0; x < row.Length;)
        {
            var skip = row[x..].IndexOfAnyInRange(threshold, byte.MaxValue);
            if (skip < 0)
            {
                return;
            }

            x += skip;
            var length = row[x..].IndexOfAnyExceptInRange(threshold, byte.MaxValue);
            var end = length < 0 ? row.Length : x + length;
            _runs[_runCount] = new Run { Start = offset + x, Length = end - x, Part = _runCount };
            _runCount++;
            x = end;
        }
    }

    /// <summary>Merges the runs of the last row (from <paramref name="begin"/> on) with the touching runs of the row above.</summary>
    private void Join(int above, int begin)
    {
        var end = begin;
        for (var run = begin; run < _runCount; run++)
        {
            var left = _runs[run].Start - _width;
            var right = left + _runs[run].Length;
            while (above < end && _runs[above].Start + _runs[above].Length <= left)
            {
                above++;
            }

            for (var touching = above; touching < end && _runs[touching].Start < right; touching++)
            {
                var (one, other) = (Root(touching), Root(run));
                _runs[Math.Max(one, other)].Part = Math.Min(one, other);
            }
        }
    }

    private int Root(int run)
    {
        while (_runs[run].Part != run)
        {
            run = _runs[run].Part = _runs[_runs[run].Part].Part;
        }

        return run;
    }

    /// <summary>Turns roots into part numbers from 0 and measures the parts. A root comes before all runs that point to it.</summary>
    private void Number()
    {
        _count = 0;
        for (var i = 0; i < _runCount; i++)
        {
            ref var run = ref _runs[i];
            var (row, left) = Math.DivRem(run.Start, _width);
            var frame = new PixelArea(left, row, left + run.Length, row + 1);
            if (run.Part == i)
            {
                run.Part = _count;
                _components[_count++] = new Component { Area = run.Length, Frame = frame };
                continue;
            }

            run.Part = _runs[run.Part].Part;
            ref var component = ref _components[run.Part];
            component.Area += run.Length;
            component.Frame = component.Frame.Join(frame);
        }
    }

    /// <summary>A run of neighbouring pixels in one row.</summary>
    public struct Run
    {
        /// <summary>Index of its first pixel in the plane.</summary>
        public int Start;

        public int Length;

        /// <summary>Number of its part.</summary>
        public int Part;
    }
}
