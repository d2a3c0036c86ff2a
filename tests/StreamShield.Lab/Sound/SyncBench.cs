using StreamShield.Core.Sound;

namespace StreamShield.Lab.Sound;

/// <summary>
/// Clap and flash for ten minutes of a clock turned by hand: a picture whose delay wanders and jumps, a microphone 120 ppm too fast and an output 80 ppm too slow, both uneven by
/// some milliseconds, a slate now and then. Reports how far claps are from flashes, how soon a slate is silence, what clicks.
/// </summary>
internal static class SyncBench
{
    private const double Minutes = 10;
    private const double MicrophoneMs = 15;
    private const double OutputMs = 31;
    private const double CameraMs = 50;
    private const double FramePeriod = 1 / 30.0;
    private const double Tone = 440;

    public static int Run()
    {
        var random = new Random(7);
        var clock = new HandClock();
        var shield = new SoundShield(new SoundSettings { Gate = false }, clock, new Random(1));
        var (microphone, output) = (0.0, 0.003);
        var (heardSamples, spokenSamples) = (0L, 0L);
        var picture = new FakePicture(random);
        var (offsets, mutes) = (new List<double>(), new List<double>());
        var claps = new Queue<double>();
        var nextClap = 5.0;
        var (slateFrom, slateTo, slateSeen) = (32.3, 33.1, false);
        var (block, part) = (new float[SoundFormat.Block], new float[SoundFormat.Part]);
        var worstClick = 0.0;
        var click = new ClickMeter();
        while (clock.Seconds < Minutes * 60)
        {
            if (microphone <= output)
            {
                clock.Seconds = Math.Max(clock.Seconds, microphone + (0.004 * random.NextDouble()));
                for (var i = 0; i < block.Length; i++, heardSamples++)
                {
                    // Sound reaches the reader so much later than the air.
                    var air = (heardSamples / (SoundFormat.Rate * (1 + 120e-6))) - SoundFormat.BlockSeconds - (MicrophoneMs / 1000);
                    if (air >= nextClap)
                    {
                        claps.Enqueue(nextClap);
                        picture.Flash(nextClap);
                        nextClap += 1;
                    }

                    var sinceClap = air - (nextClap - 1);
                    block[i] = (float)((0.05 * Math.Sin(2 * Math.PI * Tone * air)) + (sinceClap is >= 0 and < 0.004 && nextClap > 5.5 ? 0.5 * Math.Sin(2 * Math.PI * 3000 * sinceClap) * Math.Sin(Math.PI * sinceClap / 0.004) : 0));
                }

                shield.Capture(block);
                microphone = heardSamples / (SoundFormat.Rate * (1 + 120e-6));
            }
            else
            {
                clock.Seconds = Math.Max(clock.Seconds, output + (0.003 * random.NextDouble()));
                var now = clock.Seconds;
                picture.GoTo(now);
                var hidden = now >= slateFrom && now < slateTo;
                shield.Render(part, hidden ? Audibility.Hidden : Audibility.Live, picture.MeasuredMs + CameraMs - MicrophoneMs - OutputMs - shield.FilterMs);
                if (hidden && !slateSeen)
                {
                    slateSeen = true;
                    mutes.Add((now - slateFrom + ((Array.FindLastIndex(part, sample => sample != 0) + 1.0) / SoundFormat.Rate)) * 1000);
                }

                if (now >= slateTo)
                {
                    (slateFrom, slateTo, slateSeen) = (slateTo + 25 + random.NextDouble(), slateTo + 26 + random.NextDouble(), false);
                }

                worstClick = Math.Max(worstClick, click.Look(part));
                var begin = output;
                for (var i = 0; i < part.Length; i++)
                {
                    if (Math.Abs(part[i]) > 0.25 && claps.Count > 0)
                    {
                        var heard = begin + (i / (SoundFormat.Rate * (1 - 80e-6))) + (OutputMs / 1000);
                        while (claps.Count > 0 && heard - claps.Peek() > 0.6)
                        {
                            claps.Dequeue();
                        }

                        if (claps.TryPeek(out var clap) && heard - clap > 0.02 && picture.SeenAt(clap) is { } seen)
                        {
                            claps.Dequeue();
                            // The tone reaches a quarter about a millisecond after its beginning.
                            offsets.Add((heard - 0.0008 - (seen + (CameraMs / 1000))) * 1000);
                        }
                    }
                }

                spokenSamples += part.Length;
                output = 0.003 + (spokenSamples / (SoundFormat.Rate * (1 - 80e-6)));
            }
        }

        offsets.RemoveRange(0, Math.Min(5, offsets.Count));
        var sizes = offsets.Select(Math.Abs).Order().ToList();
        Console.WriteLine(FormattableString.Invariant($"{offsets.Count} claps: sound minus picture p50 {sizes[sizes.Count / 2]:0.0} ms, p95 {sizes[(int)(sizes.Count * 0.95)]:0.0} ms, most {sizes[^1]:0.0} ms, mean {offsets.Average():0.0} ms; jumps {shield.Jumps}, drift learnt {shield.DriftPpm:0} ppm (true 200), gaps {shield.Gaps}"));
        mutes.Sort();
        Console.WriteLine(FormattableString.Invariant($"{mutes.Count} slates: silent after p50 {mutes[mutes.Count / 2]:0.0} ms, most {mutes[^1]:0.0} ms, in the sound handed to the output"));
        Console.WriteLine(FormattableString.Invariant($"loudest above 9 kHz in ten minutes of a tone of -26 dBFS with claps of 3 kHz, slates, jumps: {20 * Math.Log10(worstClick + 1e-9):0.0} dBFS"));
        return 0;
    }

    /// <summary>A picture whose way takes 30 to 120 ms, wandering, with a jump every forty seconds.</summary>
    private sealed class FakePicture(Random random)
    {
        private readonly Dictionary<double, double> _seen = [];
        private double _next;
        private double _slow = 55;
        private double _jump;
        private double _measured = 55;

        public double MeasuredMs => _measured;

        public void Flash(double at) => _seen.TryAdd(at, double.NaN);

        public double? SeenAt(double flash) => _seen.TryGetValue(flash, out var seen) && !double.IsNaN(seen) ? seen : _measured > 0 ? Estimate(flash) : null;

        public void GoTo(double now)
        {
            for (; _next <= now; _next += FramePeriod)
            {
                _slow = Math.Clamp(_slow + (random.NextDouble() - 0.5), 40, 80);
                if ((int)(_next / 40) != (int)((_next - FramePeriod) / 40))
                {
                    _jump = 40 * random.NextDouble();
                }

                var latency = _slow + _jump + (8 * (random.NextDouble() - 0.5));
                _measured += 0.1 * (latency - _measured);
                _latencies[(int)Math.Round(_next / FramePeriod)] = latency / 1000;
            }
        }

        private readonly Dictionary<int, double> _latencies = [];

        /// <summary>The flash is in the frame that was captured at its time.</summary>
        private double? Estimate(double flash) => _latencies.TryGetValue((int)Math.Round(flash / FramePeriod), out var latency) ? flash + latency : null;
    }
}
