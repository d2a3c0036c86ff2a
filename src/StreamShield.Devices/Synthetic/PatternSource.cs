using StreamShield.Core.Frames;
using StreamShield.Devices.Sources;

namespace StreamShield.Devices.Synthetic;

/// <summary>
/// A synthetic source that never fails: moving diagonal colour bars with the picture's number in the corner (<see cref="PatternNumber"/>).
/// For tests, latency measurements and machines without a camera.
/// </summary>
public sealed class PatternSource : ISource
{
    private const int BarWidth = 64;
    private const int PixelsPerPicture = 4;

    private static readonly byte[] BarsBgr =
    [
        200, 200, 200, 40, 200, 200, 200, 200, 40, 60, 180, 60, 190, 60, 190, 50, 50, 200, 200, 60, 50, 90, 90, 90,
    ];

    private readonly FrameSize _size;
    private readonly double _framesPerSecond;
    private readonly long _frames;
    private readonly TimeProvider? _pacedBy;
    private readonly byte[] _bars = new byte[(FrameSize.MaxSide + (BarsBgr.Length / 3 * BarWidth)) * 3];
    private Pacer? _pacer;
    private long _number;
    private bool _open;

    /// <summary>Creates a pattern source.</summary>
    /// <param name="size">The size that <see cref="Open"/> reports; the pattern fills frames of any size.</param>
    /// <param name="framesPerSecond">Rate, above 0.</param>
    /// <param name="paced">True to keep the rate (live), false to deliver as fast as pictures are consumed.</param>
    /// <param name="time">The clock for pacing; null for the system's.</param>
    /// <param name="frames">Number of pictures; 0 for no end.</param>
    public PatternSource(FrameSize size, double framesPerSecond = 30, bool paced = true, TimeProvider? time = null, long frames = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(framesPerSecond);
        ArgumentOutOfRangeException.ThrowIfNegative(frames);
        _size = size;
        _framesPerSecond = framesPerSecond;
        _frames = frames;
        _pacedBy = paced ? time ?? TimeProvider.System : null;
        for (var i = 0; i < _bars.Length; i += 3)
        {
            var bar = i / 3 / BarWidth % (BarsBgr.Length / 3);
            BarsBgr.AsSpan(bar * 3, 3).CopyTo(_bars.AsSpan(i));
        }
    }

    /// <inheritdoc/>
    public string Name => "test pattern";

    /// <inheritdoc/>
    public SourceFormat Open()
    {
        _number = 0;
        _open = true;
        _pacer?.Dispose();
        _pacer = _pacedBy is null ? null : new Pacer(_pacedBy);
        return new SourceFormat(_size.Width, _size.Height, _framesPerSecond, "BGR", _frames);
    }

    /// <inheritdoc/>
    public bool Read(Frame frame)
    {
        ArgumentNullException.ThrowIfNull(frame);
        if (!_open)
        {
            throw new InvalidOperationException("The test pattern was read before it was opened.");
        }

        if (_frames > 0 && _number >= _frames)
        {
            return false;
        }

        if (_pacer is not null)
        {
            var late = _pacer.WaitUntil(TimeSpan.FromSeconds(_number / _framesPerSecond));
            _number += (long)(late.TotalSeconds * _framesPerSecond);
        }

        var period = BarsBgr.Length / 3 * BarWidth;
        for (var y = 0; y < frame.Size.Height; y++)
        {
            var shift = (int)(((_number * PixelsPerPicture) + (y / 2)) % period);
            _bars.AsSpan(shift * 3, frame.Stride).CopyTo(frame.Pixels[(y * frame.Stride)..]);
        }

        PatternNumber.Write(frame, _number);
        _number++;
        return true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _open = false;
        _pacer?.Dispose();
    }
}
