using StreamShield.Core.Sound;
using StreamShield.Devices.Sound.Files;

namespace StreamShield.Lab.Sound;

/// <summary>Speech with hum as WAV files, before and after, to be looked at with ffmpeg's showspectrumpic and listened to.</summary>
internal static class SampleSounds
{
    public static int Run(string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (var grid in (int[])[50, 60])
        {
            var sound = DriftingHum.Under(Speech.Say(3, 12), grid, -30, new Random(grid));
            Write(Path.Combine(folder, $"hum{grid}-before.wav"), sound, static _ => { });
            var scrub = new HumScrub();
            Write(Path.Combine(folder, $"hum{grid}-scrubbed.wav"), sound.ToArray(), block => scrub.Run(block.Span));
            var (again, gate) = (new HumScrub(), new SoundGate(new SoundSettings().GateDb));
            Write(Path.Combine(folder, $"hum{grid}-after.wav"), sound.ToArray(), block =>
            {
                again.Run(block.Span);
                gate.Run(block.Span);
            });
        }

        return 0;
    }

    private static void Write(string path, float[] sound, Action<Memory<float>> stage)
    {
        using var sink = new WavSink(path);
        sink.Open();
        for (var i = 0; i + SoundFormat.Block <= sound.Length; i += SoundFormat.Block)
        {
            stage(sound.AsMemory(i, SoundFormat.Block));
            sink.Write(sound.AsSpan(i, SoundFormat.Block));
        }
    }
}
