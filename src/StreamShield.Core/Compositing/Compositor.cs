using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using StreamShield.Core.Frames;
using StreamShield.Core.Mattes;
using StreamShield.Core.Obscuring;

namespace StreamShield.Core.Compositing;

/// <summary>
/// Lays the streamer over the hidden picture and writes NV12. A fully visible pixel is the raw one; a soft pixel mixes the estimated foreground colour with the
/// hidden picture, and so does a visible one at the rim that shows a share of the room; a hidden pixel is the hidden picture. Before a key colour nothing is mixed: a soft pixel is
/// either the estimated colour or the key, and the line between them is smoothed. With the <see cref="Slate"/> the only maker of a <see cref="ShieldedFrame"/>.
/// </summary>
public sealed class Compositor : IDisposable
{
    /// <summary>A visible pixel is at the rim when a pixel within this distance is not fully visible.</summary>
    private const int Rim = 3;

    /// <summary>How far <see cref="MostlyVisible"/> looks, in pixels, and the mean alpha that it wants there: a little more than half, since doubt hides.</summary>
    private const int Near = 3, Most = 152;

    private readonly FrameSize _size;
    private readonly EdgeCells _cells;
    private readonly LocalColour _streamer;
    private readonly LocalColour _room;
    private readonly EdgeBlock _edge;

    /// <summary>Creates a compositor for pictures of one size.</summary>
    public Compositor(FrameSize size)
    {
        _size = size;
        _cells = new EdgeCells(size);
        _streamer = new LocalColour(_cells);
        _room = new LocalColour(_cells);
        _edge = new EdgeBlock(_streamer, _room);
    }

    /// <summary>Composes one picture. Does not allocate.</summary>
    /// <param name="frame">The raw frame.</param>
    /// <param name="matte">The fine matte of the same frame, at its size.</param>
    /// <param name="hidden">The frame's hidden picture.</param>
    /// <param name="output">Receives the picture. It is stamped with the frame's id last.</param>
    /// <exception cref="ShieldException">The matte belongs to another frame (law 3), or a size differs.</exception>
    public void Compose(Frame frame, Matte matte, HiddenPicture hidden, ShieldedFrame output)
    {
        ArgumentNullException.ThrowIfNull(frame);
        ArgumentNullException.ThrowIfNull(matte);
        ArgumentNullException.ThrowIfNull(hidden);
        ArgumentNullException.ThrowIfNull(output);
        var target = output.Begin();
        if (frame.Id == 0 || matte.FrameId != frame.Id)
        {
            throw new ShieldException(SlateReason.StageFailed, $"The matte of frame {matte.FrameId} was offered for frame {frame.Id}: the picture stays hidden.");
        }

        if (frame.Size != _size || hidden.Size != _size || output.Size != _size || matte.Width != _size.Width || matte.Height != _size.Height)
        {
            throw new ShieldException(SlateReason.StageFailed, $"A {frame.Size} frame with a {matte.Width}x{matte.Height} matte and a {hidden.Size} hidden picture does not fit a {_size} picture.");
        }

        _cells.Measure(frame.Pixels, matte.Alpha);
        _streamer.Estimate(_cells.Needed, _cells.Streamer);
        _room.Estimate(_cells.Needed, _cells.Room);
        _edge.Restart(hidden.IsKey);
        var width = _size.Width;
        var chroma = target[_size.Pixels..];
        for (var y = 0; y < _size.Height; y += 2)
        {
            var rows = new RowPair(
                y,
                target.Slice(y * width, width),
                target.Slice((y + 1) * width, width),
                chroma.Slice(y / 2 * width, width));
            hidden.Luma.Slice(y * width, 2 * width).CopyTo(target[(y * width)..]);
            hidden.Chroma.Slice(y / 2 * width, width).CopyTo(rows.Chroma);
            Overlay(frame.Pixels.Slice(y * frame.Stride, 2 * frame.Stride), matte.Alpha, rows, hidden.IsKey);
        }

        output.Stamp(frame.Id, frame.CapturedAt);
    }

    /// <inheritdoc/>
    public void Dispose() => _edge.Dispose();

    /// <summary>Draws the visible part of two rows, in blocks of 16 x 2 pixels.</summary>
    private void Overlay(ReadOnlySpan<byte> raw, ReadOnlySpan<byte> alpha, RowPair rows, bool hard)
    {
        var width = _size.Width;
        ref var pixels = ref MemoryMarshal.GetReference(raw);
        ref var alphas = ref MemoryMarshal.GetReference(alpha);
        for (var x = 0; x < width; x += Nv12.Block)
        {
            // The last block is moved back to fit. Pixels that the block before has drawn count as hidden in it, so that nothing is mixed twice.
            var at = Math.Min(x, width - Nv12.Block);
            var done = Vector128.LessThan(Vector128<byte>.Indices, Vector128.Create((byte)(x - at)));
            var top = Vector128.AndNot(Vector128.LoadUnsafe(ref alphas, (nuint)((rows.Y * width) + at)), done);
            var bottom = Vector128.AndNot(Vector128.LoadUnsafe(ref alphas, (nuint)(((rows.Y + 1) * width) + at)), done);
            if ((top | bottom) == Vector128<byte>.Zero)
            {
                continue;
            }

            ref var upper = ref Unsafe.Add(ref pixels, at * 3);
            ref var lower = ref Unsafe.Add(ref pixels, (width + at) * 3);
            // Both rows of a pair lie in the same cell, and the rim is narrower than a cell.
            var inside = _cells.NearEdge(at, at + Nv12.Block, rows.Y) ? MinAround(ref alphas, rows.Y, at) : Vector128<byte>.AllBitsSet;
            if ((top & bottom & inside) == Vector128<byte>.AllBitsSet)
            {
                rows.Store(at, Nv12.ConvertBlock(ref upper, ref lower));
            }
            else
            {
                if (hard)
                {
                    var body = Vector128.AndNot(MostlyVisible(ref alphas, rows.Y, at), done);
                    (top, bottom) = (EdgeBlock.Harden(top, body), EdgeBlock.Harden(bottom, body));
                }

                _edge.Compose(ref upper, ref lower, top, bottom, at, inside, rows);
            }
        }
    }

    /// <summary>255 in the columns of 16 x 2 pixels around which most is visible: before a key colour a ragged edge becomes a smooth line.</summary>
    private Vector128<byte> MostlyVisible(ref byte alphas, int y, int at)
    {
        var (low, high, count) = (Vector128<ushort>.Zero, Vector128<ushort>.Zero, 0);
        for (var row = Math.Max(0, y - Near); row <= Math.Min(_size.Height - 1, y + 1 + Near); row++)
        {
            for (var shift = -Near; shift <= Near; shift++, count++)
            {
                var alpha = Beside(ref alphas, row, at + shift);
                low += Vector128.WidenLower(alpha);
                high += Vector128.WidenUpper(alpha);
            }
        }

        var min = Vector128.Create((ushort)(count * Most));
        return Vector128.Narrow(Vector128.GreaterThanOrEqual(low, min), Vector128.GreaterThanOrEqual(high, min));
    }

    /// <summary>16 alphas of a row from a column on, which may lie beyond the picture's border: its outermost column goes on there.</summary>
    private Vector128<byte> Beside(ref byte alphas, int row, int column)
    {
        var from = Math.Clamp(column, 0, _size.Width - Nv12.Block);
        var alpha = Vector128.LoadUnsafe(ref alphas, (nuint)((row * _size.Width) + from));
        if (column == from)
        {
            return alpha;
        }

        var places = Vector128<sbyte>.Indices + Vector128.Create((sbyte)(column - from));
        return Vector128.Shuffle(alpha, Vector128.Clamp(places, Vector128<sbyte>.Zero, Vector128.Create((sbyte)(Nv12.Block - 1))).AsByte());
    }

    /// <summary>The smallest alpha around each of 16 x 2 pixels, column by column.</summary>
    private Vector128<byte> MinAround(ref byte alphas, int y, int at)
    {
        var min = Vector128<byte>.AllBitsSet;
        for (var row = Math.Max(0, y - Rim); row <= Math.Min(_size.Height - 1, y + 1 + Rim); row++)
        {
            for (var shift = -Rim; shift <= Rim; shift++)
            {
                min = Vector128.Min(min, Beside(ref alphas, row, at + shift));
            }
        }

        return min;
    }
}
