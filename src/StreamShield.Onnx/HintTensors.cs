using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using StreamShield.Core.Frames;
using StreamShield.Core.Mattes;

namespace StreamShield.Onnx;

/// <summary>Prepares a model's optional inputs: the plate's colours, normalised like the frame's and multiplied by their validity, with the validity
/// as fourth channel; and the prior matte. Initially all 0: nothing known, no prior. Owns the memory of the tensors.</summary>
internal sealed class HintTensors : IDisposable
{
    /// <summary>Channels of the plate's tensor.</summary>
    public const int PlateChannels = 4;

    private const float Full = 1f / byte.MaxValue;
    private readonly Normaliser _normaliser;
    private Placement _place;

    public HintTensors(ModelManifest manifest)
    {
        _normaliser = new Normaliser(manifest.Input);
        var bytes = _normaliser.Pixels * sizeof(float);
        Plate = manifest.PlateInput is null ? null : new PixelBuffer(bytes * PlateChannels);
        Prior = manifest.PriorInput is null ? null : new PixelBuffer(bytes);
    }

    /// <summary>The plate's tensor; null when the model has no such input.</summary>
    public PixelBuffer? Plate { get; }

    /// <summary>The prior matte's tensor; null when the model has no such input.</summary>
    public PixelBuffer? Prior { get; }

    /// <summary>Sets both tensors to 0: nothing known, no prior.</summary>
    public void Clear()
    {
        Plate?.Clear();
        Prior?.Clear();
    }

    /// <summary>Fills both tensors.</summary>
    /// <param name="hints">The room, at the size of the placement.</param>
    /// <param name="prior">The previous matte, at the same size; null for none.</param>
    /// <param name="place">Where both lie in the model's grid.</param>
    public void Fill(SegmenterHints hints, Matte? prior, Placement place)
    {
        if (place != _place)
        {
            Clear();
            _place = place;
        }

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
            PlaceShares(prior.Alpha, Floats(Prior));
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
        _normaliser.Write(hints.Plate, _place, tensor, PlateChannels);
        if (_normaliser.Planar)
        {
            var pixels = _normaliser.Pixels;
            var known = tensor.Slice(3 * pixels, pixels);
            PlaceShares(hints.Known, known);
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

    private void PlaceShares(ReadOnlySpan<byte> levels, Span<float> plane)
    {
        if (_place.IsWhole)
        {
            ToShares(levels, plane);
            return;
        }

        for (var y = 0; y < _place.Height; y++)
        {
            ToShares(levels.Slice(y * _place.Width, _place.Width), plane.Slice(_place.Start(y), _place.Width));
        }
    }

    private static void ToShares(ReadOnlySpan<byte> levels, Span<float> shares)
    {
        TensorPrimitives.ConvertTruncating<byte, float>(levels, shares);
        TensorPrimitives.Multiply<float>(shares, Full, shares);
    }

    private void WeighPixels(ReadOnlySpan<byte> known, Span<float> tensor)
    {
        for (var y = 0; y < _place.Height; y++)
        {
            for (var x = 0; x < _place.Width; x++)
            {
                var pixel = tensor.Slice((_place.Start(y) + x) * PlateChannels, PlateChannels);
                var share = known[(y * _place.Width) + x] * Full;
                pixel[0] *= share;
                pixel[1] *= share;
                pixel[2] *= share;
                pixel[3] = share;
            }
        }
    }
}
