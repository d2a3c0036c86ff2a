using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace StreamShield.Onnx;

/// <summary>Converts B G R bytes to a model's numbers: its channel order, mean and scale, and layout.</summary>
internal sealed class Normaliser
{
    private const int Levels = 256;
    private readonly ModelInput _input;
    private readonly float[] _normal = new float[3 * Levels];

    public Normaliser(ModelInput input)
    {
        _input = input;
        for (var i = 0; i < _normal.Length; i++)
        {
            var channel = Channel(i / Levels);
            _normal[i] = ((i % Levels) - input.Mean[channel]) * input.Scale[channel];
        }
    }

    /// <summary>Pixels of the model's grid.</summary>
    public int Pixels => _input.Width * _input.Height;

    /// <summary>True when a tensor stores one plane per channel.</summary>
    public bool Planar => _input.Layout == TensorLayout.Nchw;

    /// <summary>Fills the first three channels of the tensor where the picture lies. The rest of the tensor stays unchanged.</summary>
    /// <param name="bgr">A picture of the size of the placement.</param>
    /// <param name="place">Where it lies in the model's grid.</param>
    /// <param name="tensor">Pixels times channels values.</param>
    /// <param name="channels">Number of channels of the tensor, at least 3.</param>
    public void Write(ReadOnlySpan<byte> bgr, Placement place, Span<float> tensor, int channels)
    {
        if (place.IsWhole)
        {
            WriteRun(bgr, 0, tensor, channels);
            return;
        }

        for (var y = 0; y < place.Height; y++)
        {
            WriteRun(bgr.Slice(y * place.Width * 3, place.Width * 3), place.Start(y), tensor, channels);
        }
    }

    private void WriteRun(ReadOnlySpan<byte> bgr, int start, Span<float> tensor, int channels)
    {
        var next = Planar ? 1 : channels;
        var apart = Planar ? Pixels : 1;
        ref var blues = ref tensor[(Channel(0) * apart) + (start * next)];
        ref var greens = ref tensor[(Channel(1) * apart) + (start * next)];
        ref var reds = ref tensor[(Channel(2) * apart) + (start * next)];
        ReadOnlySpan<float> blue = _normal.AsSpan(0, Levels);
        ReadOnlySpan<float> green = _normal.AsSpan(Levels, Levels);
        ReadOnlySpan<float> red = _normal.AsSpan(2 * Levels, Levels);
        var small = MemoryMarshal.Cast<byte, Bgr>(bgr);
        for (var i = 0; i < small.Length; i++)
        {
            var pixel = small[i];
            Unsafe.Add(ref blues, i * next) = blue[pixel.Blue];
            Unsafe.Add(ref greens, i * next) = green[pixel.Green];
            Unsafe.Add(ref reds, i * next) = red[pixel.Red];
        }
    }

    /// <summary>The model's index of a frame's blue, green or red (0, 1, 2) channel.</summary>
    private int Channel(int bgr) => _input.Channels == ChannelOrder.Bgr ? bgr : 2 - bgr;

    [StructLayout(LayoutKind.Sequential, Pack = 1)]
    private readonly struct Bgr
    {
        public readonly byte Blue;
        public readonly byte Green;
        public readonly byte Red;
    }
}
