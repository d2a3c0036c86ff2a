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
    private readonly double _rate;
    private readonly List<float> _rest = [];
    private readonly float[] _block = new float[SoundFormat.Block];
    private float[] _held = [];
    private bool _heldShown;
    private bool _shownBefore;
    private long _frames;
    private long _samples;

    /// <summary>Opens a clip's sound.</summary>
    /// <param name="input">The clip.</param>
    /// <param name="output">The shielded clip to be.</param>
    /// <param name="rate">Pictures per second.</param>
    /// <param name="settings">Scrub and gate.</param>
    /// <exception cref="ShieldException">It cannot be read, or nothing can be written beside the output.</exception>
    public ClipSound(string input, string output, double rate, SoundSettings settings)
    {
        _rate = rate;
        var full = Path.GetFullPath(output);
        var name = Path.Combine(Path.GetDirectoryName(full)!, $".{Path.GetFileNameWithoutExtension(full)}.{Path.GetFileNameWithoutExtension(Path.GetRandomFileName())}.partial");
        _wav = $"{name}.wav";
        Pictures = $"{name}{Path.GetExtension(full)}";
        _source = new ClipSoundSource(input);
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

    /// <summary>Takes the sound of the next picture.</summary>
    /// <param name="shown">False when that picture is the slate.</param>
    public void Add(bool shown)
    {
        Write(next: shown);
        var end = (long)Math.Round(++_frames * SoundFormat.Rate / _rate);
        _held = new float[end - _samples];
        _samples = end;
        _recording.Read(_held);
        _heldShown = shown;
    }

    /// <summary>Makes the output of the pictures, which are complete, and this sound.</summary>
    public void Join(string output)
    {
        Write(next: false);
        _rest.AddRange(_block);
        WriteBlocks();
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

    /// <summary>Writes the picture before, now that it is known what follows: its sound has ended before a slate begins.</summary>
    private void Write(bool next)
    {
        if (!_heldShown)
        {
            Array.Clear(_held);
        }

        var fade = Math.Min(Fade, _held.Length);
        for (var i = 0; i < fade; i++)
        {
            var volume = (float)((1 - Math.Cos(Math.PI * i / fade)) / 2);
            if (!_shownBefore)
            {
                _held[i] *= volume;
            }

            if (!next)
            {
                _held[^(i + 1)] *= volume;
            }
        }

        _shownBefore = _heldShown;
        _rest.AddRange(_held);
        WriteBlocks();
    }

    private void WriteBlocks()
    {
        var whole = _rest.Count / SoundFormat.Block * SoundFormat.Block;
        for (var i = 0; i < whole; i += SoundFormat.Block)
        {
            _rest.CopyTo(i, _block, 0, SoundFormat.Block);
            _sink.Write(_block);
        }

        _rest.RemoveRange(0, whole);
        Array.Clear(_block);
    }
}
