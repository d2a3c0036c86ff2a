using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using StreamShield.Core.Frames;

namespace StreamShield.Core.Compositing;

/// <summary>Composes a block of 16 x 2 pixels on the streamer's edge. Builds the foreground of the block (raw where fully visible, the estimated
/// colour elsewhere, so that shared chroma stays clean), then mixes it with the hidden picture already in place. Allocates only on
/// construction.</summary>
internal sealed class EdgeBlock(LocalColour streamer, LocalColour room) : IDisposable
{
    private const int RowBytes = Nv12.Block * 3;
    private const uint Sure = 0xFF000000;

    /// <summary>A rim pixel whose colour lies at least this far from the room's colour towards the streamer's, of 255, is all streamer.</summary>
    private const int AllStreamer = 224;

    /// <summary>Below this share a pixel is hidden more than in proportion, and completely at half of it.</summary>
    private const int MostlyRoom = 64;

    /// <summary>Squared colour distance below which streamer and room cannot be told apart by colour.</summary>
    private const int TooAlike = 40 * 40;

    /// <summary>Alpha that keeps a pixel visible but replaces its colour by the estimated one.</summary>
    private const byte AlmostAll = 254;

    /// <summary>Two rows of B G R, two rows of alpha, and one row of inside flags.</summary>
    private readonly PixelBuffer _scratch = new((2 * (RowBytes + Nv12.Block)) + Nv12.Block);
    private int _begun = -1;
    private bool _hard;

    /// <summary>Starts a new picture, so that no cached row of the old one is used.</summary>
    /// <param name="hard">True to mix nothing: each block of 2x2 pixels, which share their chroma, is the streamer's when all of its pixels are at
    /// least half visible, else hidden.</param>
    public void Restart(bool hard)
    {
        _begun = -1;
        _hard = hard;
    }

    /// <summary>All or nothing by what is around: a gap that is smaller than that gets the estimated colour, never its own.</summary>
    public static Vector128<byte> Harden(Vector128<byte> alpha, Vector128<byte> body) => Vector128.Max(alpha, Vector128.Create(AlmostAll)) & body;

    /// <summary>Mixes one block into the rows.</summary>
    /// <param name="upper">48 raw bytes of the upper row.</param>
    /// <param name="lower">48 raw bytes of the lower row.</param>
    /// <param name="top">Alpha of the upper row.</param>
    /// <param name="bottom">Alpha of the lower row.</param>
    /// <param name="at">First pixel of the block in its row, even.</param>
    /// <param name="inside">255 in the columns that have only visible pixels around them. Elsewhere a visible pixel is at the rim and may contain a
    /// share of the room, whatever the matte says.</param>
    /// <param name="rows">The rows of the hidden picture. The block in them is replaced.</param>
    public void Compose(ref byte upper, ref byte lower, Vector128<byte> top, Vector128<byte> bottom, int at, Vector128<byte> inside, RowPair rows)
    {
        var colours = _scratch.Span[..(2 * RowBytes)];
        var alphas = _scratch.Span.Slice(2 * RowBytes, 2 * Nv12.Block);
        var insides = _scratch.Span[((2 * RowBytes) + (2 * Nv12.Block))..];
        inside.CopyTo(insides);
        top.CopyTo(alphas);
        bottom.CopyTo(alphas[Nv12.Block..]);
        if (_begun != rows.Y)
        {
            streamer.BeginRows(rows.Y);
            room.BeginRows(rows.Y);
            _begun = rows.Y;
        }

        RemoveSpill(ref upper, at, lowerRow: 0, insides, alphas[..Nv12.Block], _hard);
        RemoveSpill(ref lower, at, lowerRow: 1, insides, alphas[Nv12.Block..], _hard);
        BuildRow(ref upper, at, lowerRow: 0, alphas[..Nv12.Block], colours[..RowBytes]);
        BuildRow(ref lower, at, lowerRow: 1, alphas[Nv12.Block..], colours[RowBytes..]);
        var own = Nv12.ConvertBlock(ref colours[0], ref colours[RowBytes]);
        top = Vector128.Create<byte>(alphas[..Nv12.Block]);
        bottom = Vector128.Create<byte>(alphas[Nv12.Block..]);
        if (_hard)
        {
            top = bottom = Hard(Vector128.Min(top, bottom));
        }

        rows.Store(at, (
            Mix(own.Top, Vector128.Create<byte>(rows.Top.Slice(at, Nv12.Block)), top),
            Mix(own.Bottom, Vector128.Create<byte>(rows.Bottom.Slice(at, Nv12.Block)), bottom),
            Mix(own.Chroma, Vector128.Create<byte>(rows.Chroma.Slice(at, Nv12.Block)), Shared(top, bottom))));
    }

    /// <inheritdoc/>
    public void Dispose() => _scratch.Dispose();

    /// <summary>Lowers the alpha of visible rim pixels whose colour lies between the streamer's and the room's: gaps in hair, blurred hands. Never
    /// raises one. (The share is the projection on the line between both colours, as in Ruzon and Tomasi 2000, "Alpha Estimation in Natural
    /// Images".)</summary>
    /// <remarks>In front of a key colour only the matte draws the edge, because it is smoother than the colours. Such a pixel then just takes the
    /// estimated colour.</remarks>
    private void RemoveSpill(ref byte raw, int at, int lowerRow, ReadOnlySpan<byte> insides, Span<byte> alphas, bool hard)
    {
        for (var x = 0; x < Nv12.Block; x++)
        {
            if (alphas[x] == 255 && insides[x] != 255)
            {
                var share = StreamersShare(Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref raw, x * 3)), streamer.At(at + x, lowerRow), room.At(at + x, lowerRow));
                alphas[x] = hard && share < 255 ? AlmostAll : share;
            }
        }
    }

    private static byte StreamersShare(uint pixel, uint own, uint behind)
    {
        int Channel(uint colour, int shift) => (int)((colour >> shift) & 255);
        if ((own & behind) < Sure)
        {
            return 255;
        }

        int along = 0, length = 0;
        for (var shift = 0; shift <= 16; shift += 8)
        {
            var way = Channel(own, shift) - Channel(behind, shift);
            along += (Channel(pixel, shift) - Channel(behind, shift)) * way;
            length += way * way;
        }

        if (length < TooAlike)
        {
            return 255;
        }

        var share = along * 255 / length;
        // Falls to 0 continuously, so that noise cannot make pixels flicker.
        return share >= AllStreamer ? (byte)255 : (byte)(share >= MostlyRoom ? share : Math.Max(0, (2 * share) - MostlyRoom));
    }

    /// <summary>Builds one row of the foreground. Lowers alpha where the colour estimate is uncertain. Branch-free, because along an edge branches
    /// would be mispredicted every few pixels.</summary>
    private void BuildRow(ref byte raw, int at, int lowerRow, Span<byte> alphas, Span<byte> colours)
    {
        for (var x = 0; x < Nv12.Block; x++)
        {
            // Reads four bytes for three; frames have slack after their last pixel.
            var own = Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref raw, x * 3)) | Sure;
            var soft = (uint)((alphas[x] - 255) >> 31);
            var colour = (streamer.At(at + x, lowerRow) & soft) | (own & ~soft);
            alphas[x] = (byte)(alphas[x] * (colour >> 24) / 255);
            (colours[x * 3], colours[(x * 3) + 1], colours[(x * 3) + 2]) = ((byte)colour, (byte)(colour >> 8), (byte)(colour >> 16));
        }
    }

    /// <summary>(own * alpha + hidden * (255 - alpha)) / 255, rounded, without a division.</summary>
    private static Vector128<byte> Mix(Vector128<byte> own, Vector128<byte> hidden, Vector128<byte> alpha)
    {
        var share = Widen(alpha);
        var sum = (Widen(own) * share) + (Widen(hidden) * (Vector256.Create((ushort)255) - share)) + Vector256.Create((ushort)128);
        var mixed = (sum + (sum >>> 8)) >>> 8;
        return Vector128.Narrow(mixed.GetLower(), mixed.GetUpper());
    }

    /// <summary>Makes each pair of columns all or nothing, decided by the less visible one.</summary>
    private static Vector128<byte> Hard(Vector128<byte> alpha)
    {
        var pairs = alpha.AsUInt16();
        var min = Vector128.Min(alpha, ((pairs >>> 8) | (pairs << 8)).AsByte());
        return Vector128.GreaterThanOrEqual(min, Vector128.Create((byte)128));
    }

    private static Vector256<ushort> Widen(Vector128<byte> v) => Vector256.Create(Vector128.WidenLower(v), Vector128.WidenUpper(v));

    /// <summary>Mean alpha of each 2x2 block, once for U and once for V. Rounded down, because doubt hides.</summary>
    private static Vector128<byte> Shared(Vector128<byte> top, Vector128<byte> bottom)
    {
        var low = Vector128.Create((ushort)255);
        var sum = (top.AsUInt16() & low) + (top.AsUInt16() >>> 8) + (bottom.AsUInt16() & low) + (bottom.AsUInt16() >>> 8);
        var mean = sum >>> 2;
        return (mean | (mean << 8)).AsByte();
    }
}
