namespace StreamShield.Core;

/// <summary>
/// Shares a part of the matte in which the streamer and another body touch out between them, by place alone: a pixel is whose it was, moved as each of them moves; where both were,
/// it is of who is in front. What nobody had goes to the nearest. Colours do not count: people wear what chairs, walls and other people wear. Allocates only when made.
/// </summary>
internal sealed class TouchSplit
{
    private const ushort Far = 20000;

    /// <summary>Frames over which it is found out who is in front.</summary>
    private const float Fade = 0.95f;

    /// <summary>Levels by which one motion must explain a pixel better than the other.</summary>
    private const int Clear = 8;

    private readonly int _width;
    private readonly int _height;
    private readonly ushort[] _toOwn;
    private readonly ushort[] _toOther;

    /// <param name="width">Of the mattes.</param>
    /// <param name="height">Of the mattes.</param>
    public TouchSplit(int width, int height)
    {
        (_width, _height) = (width, height);
        _toOwn = new ushort[width * height];
        _toOther = new ushort[width * height];
    }

    /// <summary>Where both were visible in the last frame's neighbourhood, the motion that explains the picture better is that of who is in front.</summary>
    /// <param name="own">The streamer.</param>
    /// <param name="other">Who touches the streamer.</param>
    /// <param name="labels">Of the last frame.</param>
    /// <param name="last">The last small frame, B G R.</param>
    /// <param name="now">This one.</param>
    public void Order(Body own, Body other, ReadOnlySpan<byte> labels, ReadOnlySpan<byte> last, ReadOnlySpan<byte> now)
    {
        if (own.Shift == other.Shift)
        {
            return;
        }

        var (votes, cast) = (0, 0);
        for (var i = 0; i < _width * _height; i++)
        {
            if (own.Claims[i] < Body.Fresh || other.Claims[i] < Body.Fresh)
            {
                continue;
            }

            var fromOwn = i - (own.Shift.Y * _width) - own.Shift.X;
            var fromOther = i - (other.Shift.Y * _width) - other.Shift.X;
            if ((uint)fromOwn < (uint)labels.Length && (uint)fromOther < (uint)labels.Length && fromOwn < _width * _height && fromOther < _width * _height)
            {
                var better = Difference(now, i, last, fromOwn) - Difference(now, i, last, fromOther);
                votes += better > Clear ? 1 : better < -Clear ? -1 : 0;
                cast++;
            }
        }

        other.Front = (other.Front * Fade) + (cast == 0 ? 0 : votes);
    }

    /// <summary>Labels every pixel of one part.</summary>
    /// <param name="part">The part, with who is in it.</param>
    /// <param name="number">Its number.</param>
    /// <param name="runs">All runs, by rising rows.</param>
    /// <param name="bodies">All bodies, the streamer first.</param>
    /// <param name="follows">The streamer's own matte from a model that follows the streamer; empty when there is none.</param>
    /// <param name="labels">The part's pixels are set.</param>
    public void Share(in Component part, int number, ReadOnlySpan<ComponentFinder.Run> runs, ReadOnlySpan<Body> bodies, ReadOnlySpan<byte> follows, Span<byte> labels)
    {
        var frame = part.Frame;
        for (var y = frame.Top; y < frame.Bottom; y++)
        {
            _toOwn.AsSpan((y * _width) + frame.Left, frame.Width).Fill(ushort.MaxValue);
            _toOther.AsSpan((y * _width) + frame.Left, frame.Width).Fill(ushort.MaxValue);
        }

        foreach (ref readonly var run in runs)
        {
            for (var i = run.Start; run.Part == number && i < run.Start + run.Length; i++)
            {
                labels[i] = follows.IsEmpty ? Claimant(bodies, part.Others, i) : Followed(bodies, part.Others, i, follows[i]);
                _toOwn[i] = labels[i] == bodies[0].Bit ? (ushort)0 : Far;
                _toOther[i] = labels[i] > bodies[0].Bit ? (ushort)0 : Far;
            }
        }

        Flood(frame);
        var stranger = (byte)(1 << System.Numerics.BitOperations.TrailingZeroCount(part.Others));
        foreach (ref readonly var run in runs)
        {
            for (var i = run.Start; run.Part == number && i < run.Start + run.Length; i++)
            {
                labels[i] = labels[i] != 0 ? labels[i] : _toOwn[i] <= _toOther[i] ? bodies[0].Bit : stranger;
            }
        }
    }

    /// <summary>The bit of whoever was at that pixel; 0 for nobody.</summary>
    private static byte Claimant(ReadOnlySpan<Body> bodies, byte others, int pixel)
    {
        var own = bodies[0].Claims[pixel];
        Body? best = null;
        foreach (var body in bodies[1..])
        {
            best = (others & body.Bit) != 0 && body.Claims[pixel] > (best?.Claims[pixel] ?? 0) ? body : best;
        }

        if (best is null)
        {
            return own > 0 ? bodies[0].Bit : (byte)0;
        }

        if (own == 0 || best.Yields)
        {
            return own == 0 ? best.Bit : bodies[0].Bit;
        }

        var (ownFresh, otherFresh) = (own >= Body.Fresh, best.Claims[pixel] >= Body.Fresh);
        var streamer = ownFresh == otherFresh ? ownFresh == (best.Front <= 0) : ownFresh;
        return streamer ? bodies[0].Bit : best.Bit;
    }

    /// <summary>The same with the word of a model that follows the streamer: it decides, unless it drains what nobody else ever had.</summary>
    private static byte Followed(ReadOnlySpan<Body> bodies, byte others, int pixel, byte alpha)
    {
        if (alpha >= 128)
        {
            return bodies[0].Bit;
        }

        var claimant = Claimant(bodies, others, pixel);
        foreach (var body in bodies[1..])
        {
            if ((others & body.Bit) != 0 && (claimant != bodies[0].Bit || body.Claims[pixel] > 0))
            {
                return body.Bit;
            }
        }

        return claimant;
    }

    /// <summary>Distances within the part, in steps to the side, forth and back once.</summary>
    private void Flood(PixelArea frame)
    {
        for (var y = frame.Top; y < frame.Bottom; y++)
        {
            for (var x = frame.Left; x < frame.Right; x++)
            {
                var at = (y * _width) + x;
                Step(at, x > frame.Left ? at - 1 : at, y > frame.Top ? at - _width : at);
            }
        }

        for (var y = frame.Bottom - 1; y >= frame.Top; y--)
        {
            for (var x = frame.Right - 1; x >= frame.Left; x--)
            {
                var at = (y * _width) + x;
                Step(at, x < frame.Right - 1 ? at + 1 : at, y < frame.Bottom - 1 ? at + _width : at);
            }
        }
    }

    private void Step(int at, int one, int two)
    {
        if (_toOwn[at] != ushort.MaxValue)
        {
            _toOwn[at] = (ushort)Math.Min(_toOwn[at], Math.Min(_toOwn[one], _toOwn[two]) + 1);
            _toOther[at] = (ushort)Math.Min(_toOther[at], Math.Min(_toOther[one], _toOther[two]) + 1);
        }
    }

    private static int Difference(ReadOnlySpan<byte> now, int at, ReadOnlySpan<byte> last, int from) =>
        Math.Abs(now[at * 3] - last[from * 3]) + Math.Abs(now[(at * 3) + 1] - last[(from * 3) + 1]) + Math.Abs(now[(at * 3) + 2] - last[(from * 3) + 2]);
}
