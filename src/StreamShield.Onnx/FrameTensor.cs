using System.Runtime.InteropServices;
using StreamShield.Core.Frames;
using StreamShield.Core.Pixels;

namespace StreamShield.Onnx;

/// <summary>Makes a model's input of a frame: scaled down, channels ordered, normalised. Owns the tensor's memory.</summary>
internal sealed class FrameTensor : IDisposable
{
    private const byte Grey = 128;
    private readonly ModelInput _input;
    private readonly Normaliser _normaliser;
    private readonly PixelBuffer _small;
    private readonly PixelBuffer _floats;
    private AreaScaler? _scaler;
    private Placement _place;

    public FrameTensor(ModelInput input)
    {
        _input = input;
        _normaliser = new Normaliser(input);
        _small = new PixelBuffer(input.Width * input.Height * 3);
        _floats = new PixelBuffer(input.Width * input.Height * 3 * sizeof(float));
        _place = Placement.Whole(input.Width, input.Height);
        FillGrey();
    }

    /// <summary>Address of the tensor, for the runtime.</summary>
    public nint Address => _floats.Address;

    /// <summary>Bytes of the tensor.</summary>
    public int ByteLength => _floats.Length;

    /// <summary>Shape of the tensor.</summary>
    public long[] Shape => _input.Layout == TensorLayout.Nchw
        ? [1, 3, _input.Height, _input.Width]
        : [1, _input.Height, _input.Width, 3];

    /// <summary>The last frame at the size that it has in the model's grid, B G R.</summary>
    public ReadOnlySpan<byte> Small => _small.Span[..(_place.Width * _place.Height * 3)];

    /// <summary>The picture that no camera took: middle grey everywhere.</summary>
    public void FillGrey()
    {
        _small.Span.Fill(Grey);
        Normalise();
    }

    /// <summary>The frame at its place in the model's grid. Allocates only when the frame's size is new.</summary>
    public void Fill(Frame frame, Placement place)
    {
        if (_scaler is null || _scaler.From != frame.Size)
        {
            _scaler = new AreaScaler(frame.Size, place.Width, place.Height);
            _place = place;
            _floats.Clear();
        }

        _scaler.Scale(frame.Pixels, _small.Span[..(place.Width * place.Height * 3)]);
        Normalise();
    }

    public void Dispose()
    {
        _small.Dispose();
        _floats.Dispose();
    }

    private void Normalise() => _normaliser.Write(Small, _place, MemoryMarshal.Cast<byte, float>(_floats.Span), 3);
}
