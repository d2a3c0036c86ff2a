using StreamShield.Core;
using StreamShield.Devices;

namespace StreamShield.App.Offline;

/// <summary>
/// The sound of a clip that is being shielded: scrubbed, silent for as long as a picture is the slate, in step with the pictures. Grows in a hidden file beside the output,
/// together with the pictures; <see cref="Join"/> makes the output of both, disposing removes what is left.
/// </summary>
internal sealed class ClipSound : IDisposable
{
    private const int Fade = SoundFormat.Block / 2;

    private readonly ClipSoundSource _source;
    private readonly ShieldedRecording _recording;
    private readonly WavSink _sink;
    private readonly string _wav;
    private readonly float[] _block = new float[SoundFormat.Block];
    private int _filled;
    private long _samples;
    private bool _shown;
    private bool _shownBefore;

    /// <summary>Opens a clip's sound.</summary>
    /// <param name="input">The clip.</param>
    /// <param name="start">When its first picture is shown, after the beginning of the file.</param>
    /// <param name="output">The shielded clip to be.</param>
    /// <param name="settings">Scrub and gate.</param>
    /// <exception cref="ShieldException">It cannot be read, or nothing can be written beside the output.</exception>
    public ClipSound(string input, TimeSpan start, string output, SoundSettings settings)
    {
        _wav = PartialFile.Beside(output, ".wav");
        Pictures = PartialFile.Beside(output, Path.GetExtension(output));
        _source = new ClipSoundSource(input, start);
        _sink = new WavSink(_wav);
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

    /// <summary>Takes the sound of the picture before, now that it is known how long that one stands and what follows.</summary>
    /// <param name="shown">False when this picture is the slate.</param>
    /// <param name="at">When this picture begins, after the first one.</param>
    public void Add(bool shown, TimeSpan at)
    {
        WriteUntil(at, next: shown);
        (_shownBefore, _shown) = (_shown, shown);
    }

    /// <summary>Makes the output of the pictures, which are complete, and this sound.</summary>
    /// <param name="output">The shielded clip.</param>
    /// <param name="end">When the last picture ends.</param>
    public void Join(string output, TimeSpan end)
    {
        WriteUntil(end, next: false);
        _block.AsSpan(_filled).Clear();
        _sink.Write(_block);
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

    /// <summary>Writes the sound of one picture, which has ended before a slate begins and begins after one has ended.</summary>
    private void WriteUntil(TimeSpan at, bool next)
    {
        var end = (long)Math.Round(at.TotalSeconds * SoundFormat.Rate);
        var (from, fade) = (_samples, Math.Min(Fade, end - _samples));
        while (_samples < end)
        {
            var part = _block.AsSpan(_filled, (int)Math.Min(_block.Length - _filled, end - _samples));
            _recording.Read(part);
            for (var i = 0; i < part.Length; i++, _samples++)
            {
                var volume = _shown ? 1f : 0f;
                volume *= _shownBefore ? 1 : Rise(_samples - from, fade);
                part[i] *= volume * (next ? 1 : Rise(end - 1 - _samples, fade));
            }

            _filled += part.Length;
            if (_filled == _block.Length)
            {
                _sink.Write(_block);
                _filled = 0;
            }
        }
    }

    /// <summary>From 0 to 1 within a fade.</summary>
    private static float Rise(long sample, long fade) => sample >= fade ? 1 : (float)((1 - Math.Cos(Math.PI * sample / fade)) / 2);
}
