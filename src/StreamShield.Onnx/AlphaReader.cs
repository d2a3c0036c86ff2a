using System.Numerics.Tensors;
using System.Runtime.Intrinsics;
using StreamShield.Core.Frames;

namespace StreamShield.Onnx;

/// <summary>Turns a model's raw values into mattes: activation, channels, rounding to bytes. Refuses anything that is not alpha.</summary>
internal sealed class AlphaReader
{
    /// <summary>How far a value may lie outside 0..1, because of rounding inside the model.</summary>
    private const float Tolerance = 1e-3f;

    private readonly ModelOutput _output;
    private readonly string _name;
    private readonly float[] _alpha;
    private readonly float[] _everybody;

    /// <summary>Prepares for outputs of one size.</summary>
    /// <param name="output">The output as declared in the manifest.</param>
    /// <param name="name">Name of the model, for error messages.</param>
    /// <param name="pixels">Rows times columns of the output.</param>
    public AlphaReader(ModelOutput output, string name, int pixels)
    {
        _output = output;
        _name = name;
        _alpha = new float[pixels];
        _everybody = new float[output.Everybody is null ? 0 : pixels];
    }

    /// <summary>Checks the raw values and fills both mattes. Writes nothing unless all values are valid.</summary>
    /// <param name="raw">The model's output.</param>
    /// <param name="place">Where the frame lies in the output. Values outside are dropped.</param>
    /// <param name="streamer">One byte per pixel of the frame.</param>
    /// <param name="everybody">One byte per pixel of the frame. Equal to the streamer's matte when the model does not separate them.</param>
    /// <exception cref="ShieldException">A value is not finite, or outside 0..1.</exception>
    public void Read(ReadOnlySpan<float> raw, Placement place, Span<byte> streamer, Span<byte> everybody)
    {
        if (!float.IsFinite(TensorPrimitives.MaxMagnitude(raw)))
        {
            throw Refuse("gave values that are no numbers");
        }

        var alpha = _alpha.AsSpan();
        if (_output.Activation == Activation.Softmax)
        {
            Softmax(raw, alpha);
        }
        else
        {
            PickShares(raw, _output.Channel, alpha);
        }

        if (_output.Everybody is { } all)
        {
            PickShares(raw, all, _everybody);
        }

        Cut(alpha, place, streamer);
        if (_output.Everybody is null)
        {
            streamer.CopyTo(everybody);
        }
        else
        {
            Cut(_everybody, place, everybody);
        }
    }

    private void PickShares(ReadOnlySpan<float> raw, int channel, Span<float> plane)
    {
        Pick(raw, channel, plane);
        if (_output.Activation == Activation.Sigmoid)
        {
            TensorPrimitives.Sigmoid<float>(plane, plane);
        }

        CheckShares(plane);
    }

    private void CheckShares(ReadOnlySpan<float> values)
    {
        var min = TensorPrimitives.Min(values);
        var max = TensorPrimitives.Max(values);
        if (!(min >= -Tolerance && max <= 1 + Tolerance))
        {
            throw Refuse($"gave values that are no alpha (from {min} to {max} instead of 0 to 1)");
        }
    }

    private void Pick(ReadOnlySpan<float> raw, int channel, Span<float> plane)
    {
        if (_output.Layout == TensorLayout.Nchw || _output.Channels == 1)
        {
            raw.Slice(channel * plane.Length, plane.Length).CopyTo(plane);
            return;
        }

        for (int i = 0, at = channel; i < plane.Length; i++, at += _output.Channels)
        {
            plane[i] = raw[at];
        }
    }

    /// <summary>Computes the softmax. With two channels it is the logistic function of their difference.</summary>
    private void Softmax(ReadOnlySpan<float> raw, Span<float> alpha)
    {
        var channels = _output.Channels;
        var planar = _output.Layout == TensorLayout.Nchw;
        var next = planar ? 1 : channels;
        var apart = planar ? alpha.Length : 1;
        var person = _output.Channel * apart;
        if (channels == 2)
        {
            var other = (1 - _output.Channel) * apart;
            for (int i = 0, at = 0; i < alpha.Length; i++, at += next)
            {
                alpha[i] = raw[at + person] - raw[at + other];
            }

            TensorPrimitives.Sigmoid<float>(alpha, alpha);
            return;
        }

        for (int i = 0, at = 0; i < alpha.Length; i++, at += next)
        {
            var sum = 0f;
            for (var channel = 0; channel < channels; channel++)
            {
                sum += MathF.Exp(raw[at + (channel * apart)] - raw[at + person]);
            }

            alpha[i] = 1 / sum;
        }
    }

    private static void Cut(ReadOnlySpan<float> plane, Placement place, Span<byte> matte)
    {
        if (place.IsWhole)
        {
            Round(plane, matte);
            return;
        }

        for (var y = 0; y < place.Height; y++)
        {
            Round(plane.Slice(place.Start(y), place.Width), matte.Slice(y * place.Width, place.Width));
        }
    }

    private static void Round(ReadOnlySpan<float> alpha, Span<byte> matte)
    {
        const int Lanes = 8;
        var i = 0;
        for (; i + (4 * Lanes) <= alpha.Length; i += 4 * Lanes)
        {
            Vector256.Narrow(
                Vector256.Narrow(Level(alpha[i..]), Level(alpha[(i + Lanes)..])),
                Vector256.Narrow(Level(alpha[(i + (2 * Lanes))..]), Level(alpha[(i + (3 * Lanes))..])))
                .CopyTo(matte[i..]);
        }

        for (; i < alpha.Length; i++)
        {
            matte[i] = (byte)((Math.Clamp(alpha[i], 0, 1) * byte.MaxValue) + 0.5f);
        }
    }

    private static Vector256<uint> Level(ReadOnlySpan<float> alpha)
    {
        var clamped = Vector256.Clamp(Vector256.Create(alpha), Vector256<float>.Zero, Vector256<float>.One);
        return Vector256.ConvertToInt32((clamped * byte.MaxValue) + Vector256.Create(0.5f)).AsUInt32();
    }

    private ShieldException Refuse(string fault) => new(SlateReason.ModelFailed,
        $"The model '{_name}' {fault}: choose another with --model, or install this one again with 'streamshield models add FILE'.");
}
