using OpenCvSharp;
using StreamShield.Core.Frames;
using StreamShield.Devices.Clips;
using StreamShield.Devices.Sources;

namespace StreamShield.App.Auditing;

/// <summary>Reads a clip as OpenCV pictures in two alternating frames, whose memory is zeroed when disposed.</summary>
internal sealed class ClipReader : IDisposable
{
    private readonly ClipSource _clip;
    private readonly ISource _source;
    private readonly FramePool _pool;
    private readonly (Frame Frame, Mat Picture) _one;
    private readonly (Frame Frame, Mat Picture) _other;

    /// <summary>Opens a clip.</summary>
    /// <param name="path">Path of the clip.</param>
    /// <param name="time">The clock.</param>
    /// <param name="size">Size to fit the pictures into; null for the clip's own.</param>
    /// <param name="orientation">How the pictures are rotated.</param>
    /// <exception cref="ShieldException">The clip cannot be read.</exception>
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

    /// <summary>Number of frames that the clip announces; 0 if it does not say.</summary>
    public long Frames { get; }

    /// <summary>Time of the current picture, from the first one.</summary>
    public TimeSpan Time => _clip.Time;

    /// <summary>Size of the pictures.</summary>
    public FrameSize Size { get; }

    /// <summary>The current picture, BGR. Valid until the next read but one.</summary>
    public Mat Picture { get; private set; }

    /// <summary>The current picture as a stamped frame. Valid until the next read but one.</summary>
    public Frame Frame { get; private set; }

    /// <summary>Number of pictures read or skipped.</summary>
    public long Number { get; private set; }

    /// <summary>Reads the next picture. False at the end.</summary>
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

    /// <summary>Skips the next picture. False at the end.</summary>
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
