using StreamShield.Core.Frames;
using StreamShield.Core.Sound;
using StreamShield.Devices.Clips;
using StreamShield.Devices.Recording;
using StreamShield.Devices.Sound.Files;
using StreamShield.Devices.Tools;

namespace StreamShield.App.Offline;

/// <summary>
/// The sound of a clip that is being shielded: hum removed, in sync with the pictures, silent as <see cref="SilentStretches"/> says. The pictures are written
/// to a hidden file next to the output; <see cref="Join"/> renders the sound and joins both; disposing deletes the temporary files.
/// </summary>
internal sealed class ClipSound : IDisposable
{
    private const int Fade = SoundFormat.Block / 2;

    /// <summary>AAC smears sound over two of its frames, so a silent stretch is extended by this many samples at both ends.</summary>
    private const int Smear = 2048;

    private readonly ClipSoundSource _source;
    private readonly ShieldedRecording _recording;
    private readonly SilentStretches _silent;
    private readonly WavSink _sink;
    private readonly string _wav;

    /// <summary>Opens a clip's sound.</summary>
    /// <param name="input">Path of the clip.</param>
    /// <param name="start">Time of its first picture, from the start of the file.</param>
    /// <param name="output">Path of the shielded clip.</param>
    /// <param name="settings">Hum removal, gate, and whether the sound is audible while nobody is in the picture.</param>
    /// <exception cref="ShieldException">The sound cannot be read, or no file can be written next to the output.</exception>
    public ClipSound(string input, TimeSpan start, string output, SoundSettings settings)
    {
        _wav = PartialFile.Beside(output, ".wav");
        Pictures = PartialFile.Beside(output, Path.GetExtension(output));
        _source = new ClipSoundSource(input, start);
        _sink = new WavSink(_wav);
        _silent = new SilentStretches(settings.AudibleWhenAway);
        try
        {
            _source.Open();
            _sink.Open();
        }
        catch
        {
            Dispose();
            throw;
        }

        _recording = new ShieldedRecording(_source, settings);
    }

    /// <summary>Path for writing the pictures.</summary>
    public string Pictures { get; }

    /// <summary>How long the sound is silent because of the pictures; set by <see cref="Join"/>.</summary>
    public TimeSpan Silence { get; private set; }

    /// <summary>Description of a channel fault that was corrected; empty if there was none. Final after <see cref="Join"/>.</summary>
    public string Fault => _source.Fault;

    /// <summary>Adds the state of a picture.</summary>
    /// <param name="picture">Whether the picture is a slate, shows nobody, or shows the streamer.</param>
    /// <param name="at">Its time, from the first picture.</param>
    public void Add(Audibility picture, TimeSpan at) => _silent.Add(picture, at);

    /// <summary>Renders the sound and joins it with the finished pictures.</summary>
    /// <param name="output">Path of the shielded clip.</param>
    /// <param name="end">End of the last picture.</param>
    /// <param name="stop">Cancels the work.</param>
    public void Join(string output, TimeSpan end, CancellationToken stop)
    {
        _silent.End(end);
        Silence = _silent.All.Aggregate(TimeSpan.Zero, (sum, stretch) => sum + (stretch.To - stretch.From));
        var stretches = _silent.All.Select(stretch => (From: Samples(stretch.From) - Smear, To: Samples(stretch.To) + Smear)).ToList();
        var block = new float[SoundFormat.Block];
        var (length, next) = (Samples(end), 0);
        for (long first = 0; first < length; first += block.Length)
        {
            stop.ThrowIfCancellationRequested();
            _recording.Read(block);
            for (var i = 0; i < block.Length; i++)
            {
                var sample = first + i;
                while (next < stretches.Count && sample >= stretches[next].To + Fade)
                {
                    next++;
                }

                block[i] *= sample >= length ? 0 : Volume(stretches, next, sample);
            }

            _sink.Write(block);
        }

        _sink.Dispose();
        SoundMuxer.Join(Pictures, _wav, output);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _source.Dispose();
        _sink.Dispose();
        File.Delete(_wav);
        File.Delete(Pictures);
    }

    private static long Samples(TimeSpan time) => (long)Math.Round(time.TotalSeconds * SoundFormat.Rate);

    /// <summary>
    /// Gain of a sample: 0 within a silent stretch, rising to 1 outside. A stretch may begin before the fade after the previous one has ended.
    /// </summary>
    private static float Volume(List<(long From, long To)> stretches, int next, long sample)
    {
        var volume = 1f;
        for (var i = next; i < stretches.Count && sample > stretches[i].From - Fade; i++)
        {
            volume *= Rise(Math.Max(stretches[i].From - sample, sample - stretches[i].To + 1));
        }

        return volume;
    }

    /// <summary>Raised-cosine fade from 0 to 1.</summary>
    private static float Rise(long samples) => samples <= 0 ? 0 : samples >= Fade ? 1 : (float)((1 - Math.Cos(Math.PI * samples / Fade)) / 2);
}
