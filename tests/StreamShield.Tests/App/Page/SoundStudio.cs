using StreamShield.App.Live;
using StreamShield.Core.Frames;
using StreamShield.Core.Sound;
using StreamShield.Devices.Sound;

namespace StreamShield.Tests.App.Page;

/// <summary>Two microphones that hum a tone, a cable and a loudspeaker, at the speed of real ones; remembers in which order they were opened and closed.</summary>
internal sealed class SoundStudio
{
    private readonly Lock _gate = new();
    private readonly List<string> _events = [];
    private int _open;

    public SoundStudio() => Kit = new SoundKit(TimeProvider.System)
    {
        Microphones = () => Missing is null ? [new("usb", "USB Mic", true), new("desk", "Desk Mic", false), new("desk2", "Desk Mic", false), new("cable.monitor", "Monitor of Test Cable", false, true)] : throw Missing,
        Outputs = () => Missing is null ? [new("boxes", "Loudspeaker", true), new("cable", "Test Cable", false) { IsCable = true }] : throw Missing,
        MakeSource = name => Missing is null ? new PacedSource(new Microphone(this, name ?? "usual"), null) : throw Missing,
        MakeSink = name => new PacedSink(Last = new Speaker(this, name), null),
    };

    public SoundKit Kit { get; }

    /// <summary>When set there is no sound system.</summary>
    public ShieldException? Missing { get; set; }

    /// <summary>The output that was made last.</summary>
    public Speaker? Last { get; private set; }

    /// <summary>Most devices of one kind that were open at one time.</summary>
    public int MaxOpen { get; private set; }

    /// <summary>What was opened and closed.</summary>
    public string[] Events
    {
        get
        {
            lock (_gate)
            {
                return [.. _events];
            }
        }
    }

    private void Tell(string what, int opened = 0)
    {
        lock (_gate)
        {
            _events.Add(what);
            _open += opened;
            MaxOpen = Math.Max(MaxOpen, _open);
        }
    }

    private sealed class Microphone(SoundStudio studio, string name) : ISoundSource
    {
        private long _at;
        private bool _isOpen;

        public string Name => name;

        public double LatencyMs => 10;

        public void Open()
        {
            studio.Tell($"open {name}");
            _isOpen = true;
        }

        public bool Read(Span<float> block)
        {
            foreach (ref var sample in block)
            {
                sample = (float)(0.25 * Math.Sin(2 * Math.PI * 2000 * _at++ / SoundFormat.Rate));
            }

            return true;
        }

        public void Dispose()
        {
            if (_isOpen)
            {
                _isOpen = false;
                studio.Tell($"close {name}");
            }
        }
    }

    /// <summary>An output that knows how loud its last block was.</summary>
    internal sealed class Speaker(SoundStudio studio, string name) : ISoundSink
    {
        private float _loudest;
        private bool _isOpen;

        public string Name => name;

        public double LatencyMs => 10;

        /// <summary>Loudest sample of the last block.</summary>
        public float Loudest => Volatile.Read(ref _loudest);

        public void Open()
        {
            studio.Tell($"open {name}", 1);
            _isOpen = true;
        }

        public void Write(ReadOnlySpan<float> block)
        {
            var loudest = 0f;
            foreach (var sample in block)
            {
                loudest = Math.Max(loudest, Math.Abs(sample));
            }

            Volatile.Write(ref _loudest, loudest);
        }

        public void Dispose()
        {
            if (_isOpen)
            {
                _isOpen = false;
                studio.Tell($"close {name}{(_loudest > 0 ? " while heard" : "")}", -1);
            }
        }
    }
}
