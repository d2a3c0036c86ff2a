using OpenCvSharp;
using StreamShield.Core.Frames;
using StreamShield.Devices.Clips;
using StreamShield.Devices.Sources;

namespace StreamShield.App.Auditing;

/// <summary>A clip as OpenCV pictures, one after the other, in two frames by turns. They lie in memory that is wiped.</summary>
internal sealed class ClipReader : IDisposable
{
    private readonly ClipSource _clip;
    private readonly ISource _source;
    private readonly FramePool _pool;
    private readonly (Frame Frame, Mat Picture) _one;
    private readonly (Frame Frame, Mat Picture) _other;

    /// <summary>Opens a clip.</summary>
    /// <param name="path">The clip.</param>
    /// <param name="time">Clock of the session.</param>
    /// <param name="size">Size to fit it into; null for its own.</param>
    /// <param name="orientation">How it is turned.</param>
    /// <exception cref="ShieldException">It cannot be read.</exception>
    public ClipReader(string path, TimeProvider time, FrameSize? size = null, Orientation orientation = default)
    {
        _clip = new ClipSource(path, loop: false, paced: false, time);
        _source = TurnedSource.Over(_clip, orientation);
        try
        {
            var format = _source.Open();
            Frames = format.FrameCount;
            Size = size ?? new FrameSize(format.Width, format.Height);
            _pool = new FramePool(Size, 2);
            (_one, _other) = (Rent(), Rent());
            (Frame, Picture) = _one;
        }
        catch
        {
            _source.Dispose();
            throw;
        }
    }

    /// <summary>Frames that the clip promises; 0 when it does not say.</summary>
    public long Frames { get; }

    /// <summary>When the last picture is shown, after the first one.</summary>
    public TimeSpan Time => _clip.Time;

    /// <summary>Size of the pictures.</summary>
    public FrameSize Size { get; }

    /// <summary>The last picture, BGR; valid until the next but one is read.</summary>
    public Mat Picture { get; private set; }

    /// <summary>The last picture as a frame, stamped; valid as long.</summary>
    public Frame Frame { get; private set; }

    /// <summary>Pictures read or passed over.</summary>
    public long Number { get; private set; }

    /// <summary>Reads the next one; false at the end.</summary>
    public bool Read()
    {
        (Frame, Picture) = Frame == _one.Frame ? _other : _one;
        if (!_source.Read(Frame))
        {
            return false;
        }

        Number++;
        Frame.Stamp(Number, Number);
        return true;
    }

    /// <summary>Passes over the next one; false at the end.</summary>
    public bool Skip()
    {
        if (!_clip.Skip())
        {
            return false;
        }

        Number++;
        return true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _one.Picture.Dispose();
        _one.Frame.Dispose();
        _other.Picture.Dispose();
        _other.Frame.Dispose();
        _pool.Dispose();
        _source.Dispose();
    }

    private (Frame Frame, Mat Picture) Rent()
    {
        var frame = _pool.Rent();
        return (frame, Mat.FromPixelData(Size.Height, Size.Width, MatType.CV_8UC3, frame.Address));
    }
}
