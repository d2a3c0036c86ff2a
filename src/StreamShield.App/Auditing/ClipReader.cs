using OpenCvSharp;
using StreamShield.Core;
using StreamShield.Devices;

namespace StreamShield.App.Auditing;

/// <summary>A clip as OpenCV pictures, one after the other. Its frame lies in memory that is wiped.</summary>
internal sealed class ClipReader : IDisposable
{
    private const double AssumedRate = 30;

    private readonly ClipSource _source;
    private readonly FramePool _pool;
    private readonly Frame _frame;

    /// <summary>Opens a clip.</summary>
    /// <param name="path">The clip.</param>
    /// <param name="time">Clock of the session.</param>
    /// <param name="size">Size to fit it into; null for its own.</param>
    /// <exception cref="ShieldException">It cannot be read.</exception>
    public ClipReader(string path, TimeProvider time, FrameSize? size = null)
    {
        _source = new ClipSource(path, loop: false, paced: false, time);
        try
        {
            var format = _source.Open();
            Frames = format.FrameCount;
            Rate = format.FramesPerSecond > 0 ? format.FramesPerSecond : AssumedRate;
            Size = size ?? new FrameSize(format.Width, format.Height);
            _pool = new FramePool(Size, 1);
            _frame = _pool.Rent();
            Picture = Mat.FromPixelData(Size.Height, Size.Width, MatType.CV_8UC3, _frame.Address);
        }
        catch
        {
            _source.Dispose();
            throw;
        }
    }

    /// <summary>Frames that the clip promises; 0 when it does not say.</summary>
    public long Frames { get; }

    /// <summary>Frames per second; a usual one when the clip does not say.</summary>
    public double Rate { get; }

    /// <summary>Size of the pictures.</summary>
    public FrameSize Size { get; }

    /// <summary>The last picture, BGR; valid until the next one.</summary>
    public Mat Picture { get; }

    /// <summary>The last picture as a frame, stamped.</summary>
    public Frame Frame => _frame;

    /// <summary>Pictures read.</summary>
    public long Number { get; private set; }

    /// <summary>Reads the next one; false at the end.</summary>
    public bool Read()
    {
        if (!_source.Read(_frame))
        {
            return false;
        }

        Number++;
        _frame.Stamp(Number, Number);
        return true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Picture.Dispose();
        _frame.Dispose();
        _pool.Dispose();
        _source.Dispose();
    }
}
