using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using StreamShield.Core.Frames;
using StreamShield.Core.Pixels;

namespace StreamShield.Core.Registration;

/// <summary>Finds a room that has jumped out of the anchors' range. Larger patches of a small picture (about 320 pixels wide) are searched within 4 %
/// of the picture's width, and the shift that most of them share wins. Takes about half a millisecond, so it is used only when the anchors have lost
/// the room. Owns its buffers.</summary>
internal sealed class WideSearch : IDisposable
{
    private const int WidestPicture = 320;
    private const int Side = 10;
    private const int Samples = Side * Side;

    /// <summary>Offsets tried are -Range to Range - 1, in pixels of the small picture; a multiple of half a vector.</summary>
    private const int Range = 12;
    private const int Columns = 8;
    private const int Rows = 6;
    private const int MaxPlaces = Columns * Rows;
    private const float MinLikeness = 0.7f;

    /// <summary>Smallest sum of squared deviations of a patch: standard deviation 3.</summary>
    private const float MinEnergy = 9 * Samples;

    /// <summary>Patches agree within this many pixels of the small picture.</summary>
    private const double Tolerance = 1.5;

    /// <summary>Smallest number of agreeing patches.</summary>
    private const int MinVotes = 6;

    private readonly FrameSize _size;
    private readonly int _width;
    private readonly int _height;
    private readonly AreaScaler _scaler;
    private readonly PixelBuffer _small;
    private readonly PixelBuffer _luma;
    private readonly PixelBuffer _patches;
    private readonly (int X, int Y)[] _corners = new (int, int)[MaxPlaces];
    private readonly Vote[] _votes = new Vote[MaxPlaces];
    private int _count;

    /// <summary>Creates a search in frames of one size.</summary>
    public WideSearch(FrameSize size)
    {
        _size = size;
        _width = Math.Min(size.Width, WidestPicture);
        _height = Math.Max(1, size.Height * _width / size.Width);
        _scaler = new AreaScaler(size, _width, _height);
        _small = new PixelBuffer(_width * _height * 3);
        _luma = new PixelBuffer(_width * _height * sizeof(float));
        _patches = new PixelBuffer(MaxPlaces * Samples * sizeof(float));
    }

    /// <summary>Stores the plate's patches at the strongest anchor of each cell of a coarse grid.</summary>
    public void Choose(Plate plate, ReadOnlySpan<Anchor> anchors)
    {
        Shrink(plate.Pixels);
        _count = 0;
        for (var cell = 0; cell < MaxPlaces; cell++)
        {
            var (best, at) = (MinEnergy, (X: 0, Y: 0));
            foreach (var anchor in anchors)
            {
                var (x, y) = Corner(anchor);
                if (!anchor.IsEmpty && CellOf(x, y) == cell && IsSearchable(x, y) && Energy(x, y) is var energy && energy > best)
                {
                    (best, at) = (energy, (x, y));
                }
            }

            if (best > MinEnergy)
            {
                Add(at.X, at.Y);
            }
        }
    }

    /// <summary>Removes all patches.</summary>
    public void Clear() => _count = 0;

    /// <summary>Searches for the room.</summary>
    /// <returns>The shift that most patches share, to about one pixel of the small picture; null when too few agree.</returns>
    public RoomShift? Find(Frame frame)
    {
        Shrink(frame.Pixels);
        var votes = 0;
        for (var k = 0; k < _count; k++)
        {
            if (Search(k) is { } vote)
            {
                _votes[votes++] = vote;
            }
        }

        var (max, found) = (MinVotes - 1, default(RoomShift?));
        foreach (var vote in _votes.AsSpan(0, votes))
        {
            var shift = RoomShift.None(_size) with { X = vote.DX / _height, Y = vote.DY / _height };
            var count = 0;
            for (var round = 0; round < 4; round++)
            {
                (shift, count) = Share(_votes.AsSpan(0, votes), shift);
            }

            if (count > max)
            {
                (max, found) = (count, shift);
            }
        }

        return found;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _small.Dispose();
        _luma.Dispose();
        _patches.Dispose();
    }

    private Span<float> Luma => MemoryMarshal.Cast<byte, float>(_luma.Span);

    private Span<float> Patch(int index) => MemoryMarshal.Cast<byte, float>(_patches.Span).Slice(index * Samples, Samples);

    private void Shrink(ReadOnlySpan<byte> bgr)
    {
        _scaler.Scale(bgr, _small.Span);
        var small = _small.Span;
        var luma = Luma;
        for (var i = 0; i < luma.Length; i++)
        {
            luma[i] = (small[3 * i] + (2 * small[(3 * i) + 1]) + small[(3 * i) + 2]) / 4f;
        }
    }

    private (int X, int Y) Corner(Anchor anchor) =>
        ((int)Math.Round((anchor.X * _height) + ((_width - Side) / 2.0)), (int)Math.Round((anchor.Y * _height) + ((_height - Side) / 2.0)));

    private int CellOf(int x, int y) => ((x + (Side / 2)) * Columns / _width) + ((y + (Side / 2)) * Rows / _height * Columns);

    private bool IsSearchable(int x, int y) => x >= Range && y >= Range && x + Side + Range <= _width && y + Side + Range <= _height;

    private float Energy(int x, int y)
    {
        var (sum, squares) = (0f, 0f);
        for (var j = 0; j < Side; j++)
        {
            foreach (var value in Luma.Slice(((y + j) * _width) + x, Side))
            {
                (sum, squares) = (sum + value, squares + (value * value));
            }
        }

        return squares - (sum * sum / Samples);
    }

    private void Add(int x, int y)
    {
        var patch = Patch(_count);
        for (var j = 0; j < Side; j++)
        {
            Luma.Slice(((y + j) * _width) + x, Side).CopyTo(patch[(j * Side)..]);
        }

        var mean = 0f;
        foreach (var value in patch)
        {
            mean += value / Samples;
        }

        var length = MathF.Sqrt(Energy(x, y));
        foreach (ref var value in patch)
        {
            value = (value - mean) / length;
        }

        _corners[_count++] = (x, y);
    }

    private Vote? Search(int index)
    {
        var (x, y) = _corners[index];
        var patch = Patch(index);
        ref var luma = ref MemoryMarshal.GetReference(Luma);
        var (best, dx, dy) = (MinLikeness * MinLikeness, 0, 0);
        for (var v = -Range; v <= Range; v++)
        {
            for (var u = -Range; u < Range; u += Vector256<float>.Count)
            {
                var (sum, squares, product) = (Vector256<float>.Zero, Vector256<float>.Zero, Vector256<float>.Zero);
                for (var j = 0; j < Side; j++)
                {
                    var at = ((y + v + j) * _width) + x + u;
                    for (var i = 0; i < Side; i++)
                    {
                        var value = Vector256.LoadUnsafe(ref luma, (nuint)(at + i));
                        sum += value;
                        squares += value * value;
                        product += value * patch[(j * Side) + i];
                    }
                }

                var energy = Vector256.Max(squares - (sum * sum / Vector256.Create((float)Samples)), Vector256.Create(MinEnergy / 16));
                var likeness = Vector256.Max(product, Vector256<float>.Zero) * product / energy;
                for (var lane = 0; lane < Vector256<float>.Count; lane++)
                {
                    if (likeness[lane] > best)
                    {
                        (best, dx, dy) = (likeness[lane], u + lane, v);
                    }
                }
            }
        }

        return best > MinLikeness * MinLikeness
            ? new Vote((x - ((_width - Side) / 2.0)) / _height, (y - ((_height - Side) / 2.0)) / _height, dx, dy)
            : null;
    }

    /// <summary>The similarity that best fits the votes near a shift, and the number of these votes.</summary>
    private (RoomShift Shift, int Count) Share(ReadOnlySpan<Vote> votes, RoomShift shift)
    {
        var (n, x, y, dx, dy) = (0, 0.0, 0.0, 0.0, 0.0);
        foreach (var vote in votes)
        {
            if (IsNear(vote, shift))
            {
                (n, x, y, dx, dy) = (n + 1, x + vote.X, y + vote.Y, dx + vote.DX, dy + vote.DY);
            }
        }

        if (n == 0)
        {
            return (shift, 0);
        }

        (x, y, dx, dy) = (x / n, y / n, dx / n, dy / n);
        // When the votes lie close together, stretch and skew are unknown; this prior, in squared heights, keeps them at 0.
        var (square, stretch, skew) = (0.1, 0.0, 0.0);
        foreach (var vote in votes)
        {
            if (IsNear(vote, shift))
            {
                var (u, v) = (vote.X - x, vote.Y - y);
                square += (u * u) + (v * v);
                stretch += (u * (vote.DX - dx)) + (v * (vote.DY - dy));
                skew += (u * (vote.DY - dy)) - (v * (vote.DX - dx));
            }
        }

        (stretch, skew, dx, dy) = (stretch / square / _height, skew / square / _height, dx / _height, dy / _height);
        return (shift with { Scale = 1 + stretch, Skew = skew, X = dx - (stretch * x) + (skew * y), Y = dy - (skew * x) - (stretch * y) }, n);
    }

    private bool IsNear(Vote vote, RoomShift shift)
    {
        var (x, y) = shift.Apply(vote.X, vote.Y);
        var (dx, dy) = (((x - vote.X) * _height) - vote.DX, ((y - vote.Y) * _height) - vote.DY);
        return (dx * dx) + (dy * dy) <= Tolerance * Tolerance;
    }

    /// <summary>Where a patch was found: its place on the plate from the centre, in heights, and its displacement in pixels of the small
    /// picture.</summary>
    private readonly record struct Vote(double X, double Y, double DX, double DY);
}
