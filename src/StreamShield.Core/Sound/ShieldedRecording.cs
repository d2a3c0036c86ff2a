namespace StreamShield.Core.Sound;

/// <summary>Passes the sound of a recording through hum scrub and gate, in sync with the original. The filters need <see
/// cref="SoundShield.Settling"/> before they hold everything back, so the beginning is scrubbed backwards, starting from a later point, and
/// cross-faded with the forward result.</summary>
public sealed class ShieldedRecording
{
    private const int HeadBlocks = 600;
    private const int Blend = 4800;
    private static readonly int Late = (int)Math.Round(SoundFormat.Samples(HumScrub.DelayMs));

    private readonly ISoundSource _source;
    private readonly HumScrub? _scrub;
    private readonly SoundGate? _gate;
    private readonly float[] _block = new float[SoundFormat.Block];
    private readonly Queue<float> _waiting = new();
    private bool _begun;
    private int _used = SoundFormat.Block;

    /// <summary>Starts a recording.</summary>
    /// <param name="source">Open, at its beginning. The caller owns it.</param>
    /// <param name="settings">Settings of scrub and gate.</param>
    /// <param name="random">Source of the scrub's noise; null for an unpredictably seeded one.</param>
    public ShieldedRecording(ISoundSource source, SoundSettings settings, Random? random = null)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(settings);
        _source = source;
        _scrub = settings.Scrub ? new HumScrub(random) : null;
        _gate = settings.Gate ? new SoundGate(settings.GateDb) : null;
    }

    /// <summary>Reads the next samples.</summary>
    /// <param name="samples">Filled completely; with silence after the end of the recording.</param>
    public void Read(Span<float> samples)
    {
        for (var i = 0; i < samples.Length; i++)
        {
            if (_used == SoundFormat.Block)
            {
                Next();
                _used = 0;
            }

            samples[i] = _block[_used++];
        }
    }

    private void Next()
    {
        if (_scrub is null)
        {
            ReadRaw(_block);
        }
        else
        {
            if (!_begun)
            {
                _begun = true;
                Begin(_scrub);
            }

            while (_waiting.Count < SoundFormat.Block)
            {
                ReadRaw(_block);
                _scrub.Run(_block);
                Wait(_block);
            }

            for (var i = 0; i < _block.Length; i++)
            {
                _block[i] = _waiting.Dequeue();
            }
        }

        _gate?.Run(_block);
    }

    private void Begin(HumScrub forward)
    {
        var head = new List<float[]>();
        while (head.Count < HeadBlocks && new float[SoundFormat.Block] is var block && _source.Read(block))
        {
            head.Add(block);
        }

        var sound = head.SelectMany(block => block).ToArray();
        var next = new float[SoundFormat.Block];
        ReadRaw(next);
        var onward = Scrub(forward, [.. sound, .. next]);
        Array.Reverse(sound);
        var backward = Scrub(new HumScrub(), [.. sound, .. new float[SoundFormat.Block]])[Late..(Late + sound.Length)];
        Array.Reverse(backward);
        var middle = Math.Min((int)(SoundShield.Settling.TotalSeconds * SoundFormat.Rate) + Blend, sound.Length / 2);
        for (var i = 0; i < sound.Length; i++)
        {
            var share = (float)Math.Clamp(0.5 + ((double)(i - middle) / Blend), 0, 1);
            onward[i + Late] = (share * onward[i + Late]) + ((1 - share) * backward[i]);
        }

        Wait(onward.AsSpan(Late));
    }

    private static float[] Scrub(HumScrub scrub, float[] sound)
    {
        for (var i = 0; i < sound.Length; i += SoundFormat.Block)
        {
            scrub.Run(sound.AsSpan(i, SoundFormat.Block));
        }

        return sound;
    }

    private void ReadRaw(Span<float> block)
    {
        if (!_source.Read(block))
        {
            block.Clear();
        }
    }

    private void Wait(ReadOnlySpan<float> samples)
    {
        foreach (var sample in samples)
        {
            _waiting.Enqueue(sample);
        }
    }
}
