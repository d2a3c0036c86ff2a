using StreamShield.Core.Frames;
using StreamShield.Core.Sound;
using StreamShield.Devices.Clips;
using StreamShield.Devices.Recording;
using StreamShield.Devices.Sound.Files;
using StreamShield.Devices.Tools;

namespace StreamShield.App.Offline;

/// <summary>
/// The sound of a clip that is being shielded: scrubbed, in step with the pictures, silent as <see cref="SilentStretches"/> says. The pictures grow in a hidden file beside the output; <see cref="Join"/> makes the
/// sound and the output of both, disposing removes what is left.
/// </summary>
internal sealed class ClipSound : IDisposable
{
    private const int Fade = SoundFormat.Block / 2;

    /// <summary>AAC smears what is heard over two of its frames, so the sound ends so much earlier and begins so much later than a silent stretch.</summary>
    private const int Smear = 2048;

    private readonly ClipSoundSource _source;
    private readonly ShieldedRecording _recording;
    private readonly SilentStretches _silent;
    private readonly WavSink _sink;
    private readonly string _wav;

    /// <summary>Opens a clip's sound.</summary>
    /// <param name="input">The clip.</param>
    /// <param name="start">When its first picture is shown, after the beginning of the file.</param>
    /// <param name="output">The shielded clip to be.</param>
    /// <param name="settings">Scrub and gate, and whether it is heard while nobody is in the picture.</param>
    /// <exception cref="ShieldException">It cannot be read, or nothing can be written beside the output.</exception>
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

    /// <summary>Where the pictures are to grow.</summary>
    public string Pictures { get; }

    /// <summary>How long it is silent for the pictures' sake; known after <see cref="Join"/>.</summary>
    public TimeSpan Silence { get; private set; }

    /// <summary>What was wrong with the clip's channels and was put right; empty for nothing. Known after <see cref="Join"/>.</summary>
    public string Fault => _source.Fault;

    /// <summary>Takes what a picture allows.</summary>
    /// <param name="picture">Slate, nobody, or the streamer.</param>
    /// <param name="at">When it begins, after the first one.</param>
    public void Add(Audibility picture, TimeSpan at) => _silent.Add(picture, at);

    /// <summary>Makes the sound, and the output of it and the pictures, which are complete.</summary>
    /// <param name="output">The shielded clip.</param>
    /// <param name="end">When the last picture ends.</param>
    /// <param name="stop">Ends it.</param>
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

    /// <summary>0 within a stretch, rising to 1 outside of it; a next one may begin before the first has faded.</summary>
    private static float Volume(List<(long From, long To)> stretches, int next, long sample)
    {
        var volume = 1f;
        for (var i = next; i < stretches.Count && sample > stretches[i].From - Fade; i++)
        {
            volume *= Rise(Math.Max(stretches[i].From - sample, sample - stretches[i].To + 1));
        }

        return volume;
    }

    /// <summary>From 0 to 1 within a fade.</summary>
    private static float Rise(long samples) => samples <= 0 ? 0 : samples >= Fade ? 1 : (float)((1 - Math.Cos(Math.PI * samples / Fade)) / 2);
}
