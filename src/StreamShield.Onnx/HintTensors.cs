using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using StreamShield.Core;

namespace StreamShield.Onnx;

/// <summary>
/// Makes a model's optional inputs of the hints: the plate's colours, normalised like the frame's and times their validity, with the validity as fourth channel; and
/// the prior matte. All 0 at birth: nothing is known, nobody was there. Owns the tensors' memory.
/// </summary>
internal sealed class HintTensors : IDisposable
{
    /// <summary>Channels of the plate's tensor.</summary>
    public const int PlateChannels = 4;

    private const float Full = 1f / byte.MaxValue;
    private readonly Normaliser _normaliser;

    public HintTensors(ModelManifest manifest)
    {
        _normaliser = new Normaliser(manifest.Input);
        var bytes = _normaliser.Pixels * sizeof(float);
        Plate = manifest.PlateInput is null ? null : new PixelBuffer(bytes * PlateChannels);
        Prior = manifest.PriorInput is null ? null : new PixelBuffer(bytes);
    }

    /// <summary>The plate's tensor; null when the model takes none.</summary>
    public PixelBuffer? Plate { get; }

    /// <summary>The prior matte's tensor; null when the model takes none.</summary>
    public PixelBuffer? Prior { get; }

    /// <summary>Nothing is known.</summary>
    public void Clear()
    {
        Plate?.Clear();
        Prior?.Clear();
    }

    /// <summary>Takes over what is known; hints and prior have the model's size.</summary>
    public void Fill(SegmenterHints hints, Matte? prior)
    {
        FillPrior(prior);
        FillPlate(hints);
    }

    public void Dispose()
    {
        Plate?.Dispose();
        Prior?.Dispose();
    }

    private void FillPrior(Matte? prior)
    {
        if (prior is null)
        {
            Prior?.Clear();
        }
        else if (Prior is not null)
        {
            ToShares(prior.Alpha, Floats(Prior));
        }
    }

    private void FillPlate(SegmenterHints hints)
    {
        if (Plate is null)
        {
            return;
        }

        if (!hints.Known.ContainsAnyExcept((byte)0))
        {
            Plate.Clear();
            return;
        }

        var tensor = Floats(Plate);
        _normaliser.Write(hints.Plate, tensor, PlateChannels);
        if (_normaliser.Planar)
        {
            var pixels = _normaliser.Pixels;
            var known = tensor.Slice(3 * pixels, pixels);
            ToShares(hints.Known, known);
            for (var channel = 0; channel < 3; channel++)
            {
                var plane = tensor.Slice(channel * pixels, pixels);
                TensorPrimitives.Multiply<float>(plane, known, plane);
            }
        }
        else
        {
            WeighPixels(hints.Known, tensor);
        }
    }

    private static Span<float> Floats(PixelBuffer buffer) => MemoryMarshal.Cast<byte, float>(buffer.Span);

    private static void ToShares(ReadOnlySpan<byte> levels, Span<float> shares)
    {
        TensorPrimitives.ConvertTruncating<byte, float>(levels, shares);
        TensorPrimitives.Multiply<float>(shares, Full, shares);
    }

    private static void WeighPixels(ReadOnlySpan<byte> known, Span<float> tensor)
    {
        for (var i = 0; i < known.Length; i++)
        {
            var pixel = tensor.Slice(i * PlateChannels, PlateChannels);
            var share = known[i] * Full;
            pixel[0] *= share;
            pixel[1] *= share;
            pixel[2] *= share;
            pixel[3] = share;
        }
    }
}
