using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using StreamShield.Core;

namespace StreamShield.Onnx;

/// <summary>Makes a model's input of a frame: scaled down, channels ordered, normalised. Owns the tensor's memory.</summary>
internal sealed class FrameTensor : IDisposable
{
    private const int Levels = 256;
    private readonly ModelInput _input;
    private readonly PixelBuffer _small;
    private readonly PixelBuffer _floats;
    private readonly float[] _normal = new float[3 * Levels];
    private AreaScaler? _scaler;

    public FrameTensor(ModelInput input)
    {
        _input = input;
        _small = new PixelBuffer(input.Width * input.Height * 3);
        _floats = new PixelBuffer(input.Width * input.Height * 3 * sizeof(float));
        for (var i = 0; i < _normal.Length; i++)
        {
            var channel = Channel(i / Levels);
            _normal[i] = ((i % Levels) - input.Mean[channel]) * input.Scale[channel];
        }

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

    /// <summary>The last frame at the model's size, B G R.</summary>
    public ReadOnlySpan<byte> Small => _small.Span;

    /// <summary>The picture that no camera took: middle grey everywhere.</summary>
    public void FillGrey()
    {
        _small.Span.Fill(Levels / 2);
        Normalise();
    }

    /// <summary>The frame, stretched to the model's size. Allocates only when the frame's size is new.</summary>
    public void Fill(Frame frame)
    {
        if (_scaler is null || _scaler.From != frame.Size)
        {
            _scaler = new AreaScaler(frame.Size, _input.Width, _input.Height);
        }

        _scaler.Scale(frame.Pixels, _small.Span);
        Normalise();
    }

    public void Dispose()
    {
        _small.Dispose();
        _floats.Dispose();
    }

    /// <summary>Where the model has the blue, green or red (0, 1, 2) of a frame.</summary>
    private int Channel(int bgr) => _input.Channels == ChannelOrder.Bgr ? bgr : 2 - bgr;

    private void Normalise()
    {
        var planar = _input.Layout == TensorLayout.Nchw;
        var pixels = _input.Width * _input.Height;
        var next = planar ? 1 : 3;
        var apart = planar ? pixels : 1;
        var tensor = MemoryMarshal.Cast<byte, float>(_floats.Span);
        ref var blues = ref tensor[Channel(0) * apart];
        ref var greens = ref tensor[Channel(1) * apart];
        ref var reds = ref tensor[Channel(2) * apart];
        ReadOnlySpan<float> blue = _normal.AsSpan(0, Levels);
        ReadOnlySpan<float> green = _normal.AsSpan(Levels, Levels);
        ReadOnlySpan<float> red = _normal.AsSpan(2 * Levels, Levels);
        var small = MemoryMarshal.Cast<byte, Bgr>(_small.Span);
        for (var i = 0; i < small.Length; i++)
        {
            var pixel = small[i];
            Unsafe.Add(ref blues, i * next) = blue[pixel.Blue];
            Unsafe.Add(ref greens, i * next) = green[pixel.Green];
            Unsafe.Add(ref reds, i * next) = red[pixel.Red];
        }
    }

    [StructLayout(LayoutKind.Sequential, Pack = 1)]
    private readonly struct Bgr
    {
        public readonly byte Blue;
        public readonly byte Green;
        public readonly byte Red;
    }
}
