using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace StreamShield.Core;

/// <summary>
/// Lays the streamer over the hidden picture and writes NV12. A fully visible pixel is the raw one; a soft pixel mixes the estimated foreground colour with the
/// hidden picture; a hidden pixel is the hidden picture. With the <see cref="Slate"/> the only maker of a <see cref="ShieldedFrame"/>.
/// </summary>
public sealed class Compositor : IDisposable
{
    private const int Block = 32;

    private readonly FrameSize _size;
    private readonly HiddenRows _hiddenRows;
    private readonly ForegroundColour _foreground;
    private readonly PixelBuffer _rows;

    /// <summary>A compositor for pictures of one size.</summary>
    public Compositor(FrameSize size)
    {
        _size = size;
        _hiddenRows = new HiddenRows(size);
        _foreground = new ForegroundColour(size);
        _rows = new PixelBuffer(size.Width * 3 * 2);
    }

    /// <summary>Composes one picture; allocates nothing.</summary>
    /// <param name="frame">The raw frame.</param>
    /// <param name="matte">The fine matte of this very frame, at its size.</param>
    /// <param name="hidden">The frame's hidden picture.</param>
    /// <param name="output">Receives the picture, stamped with the frame's id at the very end.</param>
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

        if (frame.Size != _size || output.Size != _size || matte.Width != _size.Width || matte.Height != _size.Height)
        {
            throw new ShieldException(SlateReason.StageFailed, $"A {frame.Size} frame with a {matte.Width}x{matte.Height} matte does not fit a {_size} picture.");
        }

        var pixels = (ReadOnlySpan<byte>)frame.Pixels;
        var alpha = (ReadOnlySpan<byte>)matte.Alpha;
        _foreground.Estimate(pixels, alpha);
        _hiddenRows.Restart();
        var width = _size.Width;
        var stride = frame.Stride;
        var top = _rows.Span[..stride];
        var bottom = _rows.Span[stride..];
        var chroma = target[_size.Pixels..];
        for (var y = 0; y < _size.Height; y += 2)
        {
            ComposeRow(pixels.Slice(y * stride, stride), alpha.Slice(y * width, width), hidden, y, top);
            ComposeRow(pixels.Slice((y + 1) * stride, stride), alpha.Slice((y + 1) * width, width), hidden, y + 1, bottom);
            Nv12.ConvertRows(top, bottom, target.Slice(y * width, width), target.Slice((y + 1) * width, width), chroma.Slice(y / 2 * width, width));
        }

        output.Stamp(frame.Id, frame.CapturedAt);
    }

    /// <inheritdoc/>
    public void Dispose() => _rows.Dispose();

    private void ComposeRow(ReadOnlySpan<byte> raw, ReadOnlySpan<byte> alpha, HiddenPicture hidden, int y, Span<byte> row)
    {
        _hiddenRows.Fill(hidden, y, row);
        _foreground.BeginRow(y);
        ref var alphas = ref MemoryMarshal.GetReference(alpha);
        for (var x = 0; x < alpha.Length; x += Block)
        {
            // The last block starts where it fits; pixels seen twice must not be mixed twice, so it is cut instead of overlapped.
            if (x + Block > alpha.Length)
            {
                Overlay(raw, alpha, x, alpha.Length, row);
                return;
            }

            var block = Vector256.LoadUnsafe(ref alphas, (nuint)x);
            if (block == Vector256<byte>.Zero)
            {
                continue;
            }

            if (block == Vector256<byte>.AllBitsSet)
            {
                raw.Slice(x * 3, Block * 3).CopyTo(row[(x * 3)..]);
                continue;
            }

            Overlay(raw, alpha, x, x + Block, row);
        }
    }

    private void Overlay(ReadOnlySpan<byte> raw, ReadOnlySpan<byte> alpha, int from, int to, Span<byte> row)
    {
        for (var x = from; x < to; x++)
        {
            int visible = alpha[x];
            if (visible == 0)
            {
                continue;
            }

            var pixel = row.Slice(x * 3, 3);
            if (visible == 255)
            {
                raw.Slice(x * 3, 3).CopyTo(pixel);
                continue;
            }

            var colour = _foreground.At(x);
            var hidden = 255 - (visible * colour.Sureness / 255);
            pixel[0] = Mix(colour.B, visible, pixel[0], hidden);
            pixel[1] = Mix(colour.G, visible, pixel[1], hidden);
            pixel[2] = Mix(colour.R, visible, pixel[2], hidden);
        }
    }

    /// <summary>(one * share + other * rest) / 255, rounded, without a division.</summary>
    private static byte Mix(int one, int share, int other, int rest)
    {
        var sum = (one * share) + (other * rest) + 128;
        return (byte)((sum + (sum >> 8)) >> 8);
    }
}
