using System.Numerics;

namespace StreamShield.Core;

/// <summary>
/// Who is where in one frame's coarse matte: its parts, what became of each, and the two sides as they were. <see cref="Read"/> looks at a frame, its caller sets
/// <see cref="Verdicts"/>, <see cref="Settle"/> makes labels of them. Allocates only when made.
/// </summary>
internal sealed class PeopleMap : IDisposable
{
    /// <summary>Coarse alpha from which a pixel counts as somebody.</summary>
    private const byte Present = 128;

    /// <summary>Farthest that a limb moves in one frame, in parts of the matte's width.</summary>
    private const int LimbPart = 42;

    /// <summary>Pixels of soft rim that belong to the streamer, and of margin hidden towards others.</summary>
    private const int Rim = 2;

    /// <summary>Frames for which the streamer's place is remembered when the matte loses it.</summary>
    private const byte OwnMemory = 4;

    /// <summary>The same for others: long, since doubt hides.</summary>
    private const byte OtherMemory = 16;

    /// <summary>Colours not known so far on less than this part of an undisputed streamer are the streamer's.</summary>
    private const int NewPart = 16;

    private readonly int _width;
    private readonly ComponentFinder _finder;
    private readonly LayerSplit _split;
    private readonly PlaneSpread _spread;
    private readonly PixelBuffer _last;
    private readonly byte[] _labels;
    private readonly byte[] _moved;
    private readonly byte[] _near;
    private readonly byte[] _verdicts;
    private readonly ushort[] _colours;
    private readonly short[] _evidence = new short[ColourModel.Bins];
    private readonly int[] _counts = new int[ColourModel.Bins];
    private int _refreshes;

    /// <param name="width">Of the mattes, at least 64.</param>
    /// <param name="height">Of the mattes.</param>
    public PeopleMap(int width, int height)
    {
        _width = width;
        _finder = new ComponentFinder(width, height);
        _split = new LayerSplit(width, height);
        _spread = new PlaneSpread(width, height);
        _last = new PixelBuffer(width * height * 3);
        _labels = new byte[PersonLayer.Padded(width * height)];
        _moved = new byte[_labels.Length];
        _near = new byte[_labels.Length];
        _verdicts = new byte[_finder.MostParts];
        _colours = new ushort[width * height];
        (Own, Other) = (new PersonLayer(width, height), new PersonLayer(width, height));
    }

    /// <summary>The streamer.</summary>
    public PersonLayer Own { get; private set; }

    /// <summary>Everybody else.</summary>
    public PersonLayer Other { get; private set; }

    /// <summary>The connected parts of the matte.</summary>
    public ReadOnlySpan<Component> Parts => _finder.Parts;

    /// <summary>Whose each part is, one of <see cref="Layers"/>; <see cref="Layers.None"/> after <see cref="Read"/>.</summary>
    public Span<byte> Verdicts => _verdicts.AsSpan(0, _finder.Parts.Length);

    /// <summary>The streamer's pixels.</summary>
    public int OwnPixels { get; private set; }

    /// <summary>Others' pixels within parts that are the streamer's as well.</summary>
    public int SharedPixels { get; private set; }

    /// <summary>Pixels of parts that are others' alone.</summary>
    public int ApartPixels { get; private set; }

    /// <summary>The frame around the streamer's pixels.</summary>
    public PixelArea OwnArea { get; private set; }

    /// <summary>The frame around the others' pixels.</summary>
    public PixelArea OtherArea { get; private set; }

    /// <summary>Looks at a frame.</summary>
    /// <param name="alpha">Its coarse matte.</param>
    /// <param name="small">The frame at that size, B G R.</param>
    public void Read(ReadOnlySpan<byte> alpha, ReadOnlySpan<byte> small)
    {
        _finder.Find(alpha, Present);
        Verdicts.Clear();
        foreach (ref readonly var run in _finder.Runs)
        {
            for (var i = run.Start; i < run.Start + run.Length; i++)
            {
                _colours[i] = (ushort)ColourModel.Bin(small[i * 3], small[(i * 3) + 1], small[(i * 3) + 2]);
            }
        }

        Own.Move(_last.Span, small, _labels, Layers.Own, OwnArea);
        Other.Move(_last.Span, small, _labels, Layers.Other, OtherArea);
        small.CopyTo(_last.Span);
        Measure();
    }

    /// <summary>The streamer and the others change places.</summary>
    public void Swap()
    {
        (Own, Other) = (Other, Own);
        Measure();
        Compare();
    }

    /// <summary>The part that a pixel belongs to, or -1.</summary>
    public int PartAt(int pixel)
    {
        foreach (ref readonly var run in _finder.Runs)
        {
            if (pixel >= run.Start && pixel < run.Start + run.Length)
            {
                return run.Part;
            }
        }

        return -1;
    }

    /// <summary>Whether others were at that pixel.</summary>
    public bool OthersAt(int pixel) => (_moved[pixel] & Layers.Other) != 0;

    /// <summary>How much of a part has the streamer's colours, 0 to 1.</summary>
    public float Match(int part)
    {
        _counts.AsSpan().Clear();
        foreach (ref readonly var run in _finder.Runs)
        {
            for (var i = run.Start; run.Part == part && i < run.Start + run.Length; i++)
            {
                _counts[_colours[i]]++;
            }
        }

        return Own.Colours.Match(_counts, _finder.Parts[part].Area);
    }

    /// <summary>Labels every pixel by its part's verdict and remembers where everybody is.</summary>
    public void Settle()
    {
        Array.Clear(_labels);
        (SharedPixels, ApartPixels) = (0, 0);
        foreach (ref readonly var run in _finder.Runs)
        {
            var verdict = _verdicts[run.Part];
            _labels.AsSpan(run.Start, run.Length).Fill(verdict);
            ApartPixels += verdict == Layers.Other ? run.Length : 0;
        }

        Refresh();
        for (var part = 0; part < _finder.Parts.Length; part++)
        {
            if (_verdicts[part] == Layers.Both)
            {
                Share(part);
            }
        }

        Count();
        Own.Remember(_labels, Layers.Own, OwnMemory);
        Other.Remember(_labels, Layers.Other, OtherMemory);
    }

    /// <summary>The streamer is not there: whatever was labelled so is nobody's.</summary>
    public void ForgetOwnPlace()
    {
        Own.ForgetPlace();
        _labels.AsSpan().Replace(Layers.Own, Layers.None);
        _labels.AsSpan().Replace(Layers.New, Layers.None);

        Count();
    }

    /// <summary>Takes in how a side looks, from the pixels that have exactly that label.</summary>
    /// <param name="layer">The side.</param>
    /// <param name="label">Its label.</param>
    /// <param name="share">How far to go towards what is seen.</param>
    public void Learn(PersonLayer layer, byte label, float share)
    {
        _counts.AsSpan().Clear();
        var total = 0;
        foreach (ref readonly var run in _finder.Runs)
        {
            for (var i = run.Start; i < run.Start + run.Length; i++)
            {
                if (_labels[i] == label)
                {
                    _counts[_colours[i]]++;
                    total++;
                }
            }
        }

        layer.Colours.Learn(_counts, total, share);
    }

    /// <summary>Sets every pixel to 0 that is not the streamer's or the streamer's rim, with a margin towards others.</summary>
    public void Hide(Span<byte> alpha)
    {
        // Both bits spread as far: the streamer's bit alone shows.
        _spread.Spread(_labels, _near, Rim);
        for (var i = 0; i < alpha.Length; i += Vector<byte>.Count)
        {
            var at = Math.Min(i, alpha.Length - Vector<byte>.Count);
            var own = Vector.Equals(new Vector<byte>(_near, at) & new Vector<byte>(Layers.Both), new Vector<byte>(Layers.Own));
            (new Vector<byte>(alpha[at..]) & own).CopyTo(alpha[at..]);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _last.Dispose();

    /// <summary>Measures for each part how much of it was whose.</summary>
    private void Measure()
    {
        for (var i = 0; i < _moved.Length; i += Vector<byte>.Count)
        {
            var own = Vector.Min(new Vector<byte>(Own.Moved, i), Vector<byte>.One);
            var other = Vector.Min(new Vector<byte>(Other.Moved, i), Vector<byte>.One);
            (own | (other << 1)).CopyTo(_moved, i);
        }

        _spread.Spread(_moved, _near, Math.Max(2, _width / LimbPart));
        foreach (ref var part in _finder.Parts)
        {
            (part.Own, part.Foreign, part.Grown) = (0, 0, 0);
        }

        foreach (ref readonly var run in _finder.Runs)
        {
            ref var part = ref _finder.Parts[run.Part];
            for (var i = run.Start; i < run.Start + run.Length; i++)
            {
                part.Own += _moved[i] & Layers.Own;
                part.Foreign += _moved[i] >> 1;
                part.Grown += 1 - (_near[i] & Layers.Own);
            }
        }
    }

    /// <summary>One side's colours every second frame: the costly part of learning.</summary>
    private void Refresh()
    {
        if (_refreshes++ % 2 == 0)
        {
            (_refreshes % 4 == 1 ? Own : Other).Colours.Refresh();
            Compare();
        }
    }

    private void Compare()
    {
        var own = Own.Colours.Logs;
        var other = Other.Colours.Logs;
        for (var i = 0; i < _evidence.Length; i++)
        {
            _evidence[i] = (short)(own[i] - other[i]);
        }
    }

    private void Share(int number)
    {
        ref readonly var part = ref _finder.Parts[number];
        _split.Share(part.Frame, _finder.Runs, number, _moved, _colours, _evidence, _labels);
        var others = 0;
        foreach (ref readonly var run in _finder.Runs)
        {
            others += run.Part == number ? _labels.AsSpan(run.Start, run.Length).Count(Layers.Other) : 0;
        }

        // Few new colours are the streamer's; colours that are new nearly everywhere at once are another light.
        if (!part.IsDisputed && (others * NewPart < part.Area || others * 2 > part.Area))
        {
            foreach (ref readonly var run in _finder.Runs)
            {
                if (run.Part == number)
                {
                    _labels.AsSpan(run.Start, run.Length).Replace(Layers.Other, others * 2 > part.Area ? Layers.Own : Layers.New);
                }
            }

            return;
        }

        SharedPixels += others;
    }

    /// <summary>Counts and frames both sides.</summary>
    private void Count()
    {
        OwnPixels = 0;
        (OwnArea, OtherArea) = (default, default);
        foreach (ref readonly var run in _finder.Runs)
        {
            var labels = _labels.AsSpan(run.Start, run.Length);
            var own = labels.Count(Layers.Own) + labels.Count(Layers.New);
            var (row, left) = Math.DivRem(run.Start, _width);
            var frame = new PixelArea(left, row, left + run.Length, row + 1);
            OwnPixels += own;
            OwnArea = own == 0 ? OwnArea : OwnArea.IsEmpty ? frame : OwnArea.Join(frame);
            OtherArea = !labels.Contains(Layers.Other) ? OtherArea : OtherArea.IsEmpty ? frame : OtherArea.Join(frame);
        }
    }
}
