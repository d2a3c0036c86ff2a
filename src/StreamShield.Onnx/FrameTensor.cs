using System.Runtime.InteropServices;
using StreamShield.Core.Frames;
using StreamShield.Core.Pixels;

namespace StreamShield.Onnx;

/// <summary>Prepares a model's input from a frame: scaled, channels ordered, normalised. Owns the memory of the tensor.</summary>
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

    /// <summary>Length of the tensor in bytes.</summary>
    public int ByteLength => _floats.Length;

    /// <summary>Shape of the tensor.</summary>
    public long[] Shape => _input.Layout == TensorLayout.Nchw
        ? [1, 3, _input.Height, _input.Width]
        : [1, _input.Height, _input.Width, 3];

    /// <summary>The last frame at the size it has in the model's grid, B G R.</summary>
    public ReadOnlySpan<byte> Small => _small.Span[..(_place.Width * _place.Height * 3)];

    /// <summary>Fills the tensor with a mid-grey picture.</summary>
    public void FillGrey()
    {
        _small.Span.Fill(Grey);
        Normalise();
    }

    /// <summary>Fills the tensor with a frame at its place in the model's grid. Allocates only when the size of the frame changes.</summary>
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
