using StreamShield.Core.Frames;
using StreamShield.Core.Sound;

namespace StreamShield.Tests.Core.Sound;

/// <summary>A microphone that can be unplugged.</summary>
internal sealed class FakeMicrophone : ISoundSource
{
    public string Name => "fake microphone";

    public double LatencyMs => 10;

    public bool Missing { get; set; }

    public int Opened { get; private set; }

    public bool Disposed { get; private set; }

    public float Value { get; set; } = 0.25f;

    public void Open()
    {
        Opened++;
        if (Missing)
        {
            throw new ShieldException(SlateReason.SourceMissing, "The fake microphone is unplugged: plug it in.");
        }
    }

    public bool Read(Span<float> block)
    {
        if (Missing)
        {
            throw new ShieldException(SlateReason.SourceLost, "The fake microphone went away: plug it in.");
        }

        block.Fill(Value);
        return true;
    }

    public void Dispose() => Disposed = true;
}

/// <summary>An output that keeps what was written last.</summary>
internal sealed class FakeSpeaker : ISoundSink
{
    public string Name => "fake speaker";

    public double LatencyMs => 20;

    public bool Broken { get; set; }

    public bool Disposed { get; private set; }

    public float[] Block { get; } = new float[SoundFormat.Part];

    public void Open()
    {
        if (Broken)
        {
            throw new InvalidOperationException("no such thing");
        }
    }

    public void Write(ReadOnlySpan<float> block)
    {
        if (Broken)
        {
            throw new InvalidOperationException("no such thing");
        }

        block.CopyTo(Block);
    }

    public void Dispose() => Disposed = true;
}
