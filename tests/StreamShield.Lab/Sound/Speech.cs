using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using StreamShield.Core.Sound;
using StreamShield.Devices.Tools;

namespace StreamShield.Lab.Sound;

/// <summary>Speech by espeak-ng: another text, voice, pitch and speed for every number, at -23 dBFS, over a faint noise.</summary>
internal static class Speech
{
    private const double Level = -23;
    private const double NoiseLevel = -70;
    private static readonly string[] Names = ["en-us", "en-gb", "de", "fr", "es", "it", "en-us+f2", "en-gb+f3", "en-us+m3", "en-us+m7", "de+f4", "en-gb+m5"];
    private static readonly string[] Words =
        "the stream begins now and my room stays mine today we look at seven new games while rain falls on quiet roofs hello friends what a match that was never give up water tea lamp window music every answer counts again slowly over there under bright morning light".Split(' ');

    /// <summary>How many voices there are.</summary>
    public static int Voices => Names.Length;

    /// <summary>So many seconds of speech.</summary>
    public static float[] Say(int number, int seconds)
    {
        var random = new Random(number);
        var text = string.Join(' ', Enumerable.Range(0, seconds * 4).Select(i => Words[random.Next(Words.Length)] + (i % 9 == 8 ? "." : "")));
        string[] speak = ["-v", Names[number % Names.Length], "-p", random.Next(20, 80).ToString(CultureInfo.InvariantCulture), "-s", random.Next(130, 190).ToString(CultureInfo.InvariantCulture), "--stdout", text];
        using var voice = Start(ExternalTool.Find("espeak-ng") ?? throw new InvalidOperationException("espeak-ng is needed: apt-get install espeak-ng"), speak);
        var wav = ReadAll(voice);
        string[] convert = ["-v", "error", "-i", "pipe:0", "-f", "f32le", "-ac", "1", "-ar", "48000", "pipe:1"];
        using var converter = Start(ExternalTool.Ffmpeg!, convert);
        var feeding = Task.Run(() =>
        {
            converter.StandardInput.BaseStream.Write(wav);
            converter.StandardInput.Close();
        });
        var spoken = MemoryMarshal.Cast<byte, float>(ReadAll(converter)).ToArray();
        feeding.GetAwaiter().GetResult();
        var length = seconds * SoundFormat.Rate;
        var power = Math.Sqrt(spoken.Average(sample => (double)sample * sample));
        var gain = SoundFormat.Amplitude(Level) / power;
        var noise = SoundFormat.Amplitude(NoiseLevel) * Math.Sqrt(3);
        return [.. Enumerable.Range(0, length).Select(i => (float)((spoken[i % spoken.Length] * gain) + (noise * ((2 * random.NextDouble()) - 1))))];
    }

    private static Process Start(string tool, string[] arguments)
    {
        var start = new ProcessStartInfo(tool) { RedirectStandardInput = true, RedirectStandardOutput = true };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        return Process.Start(start)!;
    }

    private static byte[] ReadAll(Process process)
    {
        using var bytes = new MemoryStream();
        process.StandardOutput.BaseStream.CopyTo(bytes);
        return bytes.ToArray();
    }
}
