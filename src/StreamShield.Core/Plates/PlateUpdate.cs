using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using StreamShield.Core.Frames;
using StreamShield.Core.Pixels;

namespace StreamShield.Core.Plates;

/// <summary>What one observation of sixteen neighbouring pixels changes in a learnt plate: see <see cref="PlateLearner"/>.</summary>
/// <param name="light">Converts the frame's levels to the plate's lighting.</param>
/// <param name="isTrusted">True when the plate is believed rather than one frame.</param>
/// <param name="moment">Confidence gained by one observation.</param>
/// <param name="max">Highest confidence gained.</param>
internal readonly struct PlateUpdate(PlateLight light, bool isTrusted, byte moment, byte max)
{
    /// <summary>Number of pixels.</summary>
    public const int Pixels = 16;

    /// <summary>Levels by which an observation may differ from the plate, in its worst channel, and still agree.</summary>
    private const byte Agrees = 12;

    /// <summary>Difference from which an observation contradicts.</summary>
    private const byte Contradicts = 30;

    private const int Third = 16;

    /// <summary>Takes an observation.</summary>
    /// <param name="bgr">The frame's pixels.</param>
    /// <param name="levels">The plate's levels in 256ths, 48 of them.</param>
    /// <param name="pixels">The plate's pixels.</param>
    /// <param name="confidences">The plate's confidence.</param>
    /// <param name="learnt">All bits set for each pixel to learn. In the others only the errors of a trusted plate are noted.</param>
    /// <param name="contradicted">Increased by the number of pixels that were claimed and no longer are.</param>
    /// <returns>True when the plate is worth copying: a trusted one was found wrong, or a place hardly known was learnt.</returns>
    public bool Take(ReadOnlySpan<byte> bgr, Span<ushort> levels, Span<byte> pixels, Span<byte> confidences, Vector128<byte> learnt, ref int contradicted)
    {
        var confidence = Vector128.Create(confidences);
        var difference = Difference(bgr, levels);
        var disagrees = Vector128.GreaterThan(difference, Vector128.Create(Agrees));
        var contradicts = Vector128.GreaterThanOrEqual(difference, Vector128.Create(Contradicts));
        var isUnknown = Vector128.IsZero(confidence);
        var isWrong = isTrusted ? Vector128.AndNot(disagrees, isUnknown) : default;
        learnt = Vector128.AndNot(learnt, isWrong);
        var isReplaced = learnt & (isUnknown | contradicts);
        var isAveraged = Vector128.AndNot(learnt, disagrees | isReplaced);
        Learn(bgr, levels, pixels, confidence, isReplaced, isAveraged, 0);
        Learn(bgr, levels, pixels, confidence, isReplaced, isAveraged, 1);
        Learn(bgr, levels, pixels, confidence, isReplaced, isAveraged, 2);

        var half = confidence >>> 1;
        var isClaimed = learnt & Vector128.GreaterThanOrEqual(confidence, Vector128.Create(Plate.Claimed));
        contradicted += Vector128.CountWhereAllBitsSet(isClaimed & (contradicts | (disagrees & Vector128.LessThan(half, Vector128.Create(Plate.Claimed)))));
        var gained = Vector128.Max(confidence, Vector128.Min(Vector128.Create(max), Vector128.AddSaturate(confidence, Vector128.Create(moment))));
        var next = Vector128.ConditionalSelect(isAveraged, gained, half);
        next = Vector128.ConditionalSelect(isReplaced, isUnknown & Vector128.Create(moment), next);
        next = Vector128.ConditionalSelect(learnt, next, confidence);
        next = Vector128.ConditionalSelect(isWrong, Vector128.SubtractSaturate(confidence, Vector128.Create(moment)), next);
        next.CopyTo(confidences);
        return (isWrong | (learnt & Vector128.LessThan(confidence, Vector128.Create((byte)(byte.MaxValue / 2))))) != Vector128<byte>.Zero;
    }

    /// <summary>Difference of each pixel from the plate in its worst channel.</summary>
    private Vector128<byte> Difference(ReadOnlySpan<byte> bgr, ReadOnlySpan<ushort> levels) =>
        BgrBytes.Worst(Difference(bgr, levels, 0), Difference(bgr, levels, 1), Difference(bgr, levels, 2));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector128<byte> Difference(ReadOnlySpan<byte> bgr, ReadOnlySpan<ushort> levels, int third)
    {
        var (seen, known) = (Seen(bgr, third), Vector256.Create(levels[(third * Third)..]));
        var distance = (Vector256.Max(seen, known) - Vector256.Min(seen, known)) >>> 8;
        return Vector128.Narrow(distance.GetLower(), distance.GetUpper());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector256<ushort> Seen(ReadOnlySpan<byte> bgr, int third) => light.Apply(Vector128.Create(bgr[(third * Third)..]), third);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Learn(
        ReadOnlySpan<byte> bgr, Span<ushort> levels, Span<byte> pixels, Vector128<byte> confidence, Vector128<byte> isReplaced, Vector128<byte> isAveraged, int third)
    {
        var (seen, known) = (Seen(bgr, third), Vector256.Create(levels[(third * Third)..]));
        var (trust, away) = (BgrBytes.Repeat(confidence, third), (seen - known).AsInt16());
        var step = Vector256.Narrow(
            Step(Vector256.WidenLower(away), Vector128.WidenLower(trust)),
            Step(Vector256.WidenUpper(away), Vector128.WidenUpper(trust))).AsUInt16();
        var next = known + (step & Mask(isAveraged, third));
        next = Vector256.ConditionalSelect(Mask(isReplaced, third), seen, next);
        next.CopyTo(levels[(third * Third)..]);
        var rounded = Vector256.AddSaturate(next, Vector256.Create((ushort)128)) >>> 8;
        Vector128.Narrow(rounded.GetLower(), rounded.GetUpper()).CopyTo(pixels[(third * Third)..]);
    }

    /// <summary>The step towards what is seen: the mean of all observations so far, of which the confidence tells the number.</summary>
    private Vector256<int> Step(Vector256<int> away, Vector128<ushort> confidence)
    {
        var gained = Vector256.ConvertToSingle(Vector256.Create(Vector128.WidenLower(confidence), Vector128.WidenUpper(confidence)).AsInt32());
        return Vector256.ConvertToInt32(Vector256.ConvertToSingle(away) * Vector256.Create((float)moment) / (gained + Vector256.Create(2f * moment)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ushort> Mask(Vector128<byte> pixels, int third)
    {
        var bytes = BgrBytes.Repeat(pixels, third).AsSByte();
        return Vector256.Create(Vector128.WidenLower(bytes), Vector128.WidenUpper(bytes)).AsUInt16();
    }
}
