using OpenCvSharp;
using StreamShield.Core.Frames;
using StreamShield.Core.Pipeline;

namespace StreamShield.App.Page.Previews;

/// <summary>
/// Copies small pictures from the shield at a preview's own rate, for that preview's thread. The shield thread never waits: a frame that comes
/// while the preview reads its copy is skipped.
/// </summary>
internal sealed class ShieldLooker : IShieldWitness, IDisposable
{
    private readonly Lock _gate = new();
    private readonly ShieldPipeline _pipeline;
    private readonly TimeProvider _time;
    private readonly TimeSpan _period;
    private readonly SmallPicture _output;
    private readonly Mat _matte;
    private readonly RawPicture? _raw;
    private readonly RawPicture? _room;
    private readonly Mat _known;
    private (Plate? Plate, int Edition) _plate;
    private object? _roomMark;
    private long _last;
    private bool _isNew;
    private bool _disposed;
    private Exception? _failure;

    /// <summary>Starts copying.</summary>
    /// <param name="pipeline">The pipeline to copy from.</param>
    /// <param name="size">Size of the copies.</param>
    /// <param name="perSecond">Copies per second.</param>
    /// <param name="raw">True to copy the raw picture, and the captured plate when there is one.</param>
    /// <param name="time">The session's clock.</param>
    public ShieldLooker(ShieldPipeline pipeline, Size size, double perSecond, bool raw, TimeProvider time)
    {
        _pipeline = pipeline;
        _time = time;
        _period = TimeSpan.FromSeconds(0.8 / perSecond);
        _output = new SmallPicture(size);
        _matte = new Mat(size, MatType.CV_8UC1, Scalar.All(0));
        _known = new Mat(size, MatType.CV_8UC1, Scalar.All(0));
        _raw = raw ? new RawPicture(size) : null;
        _room = raw ? new RawPicture(size) : null;
        _pipeline.Watch(this);
    }

    /// <summary>Time since the last copy; the maximum before the first.</summary>
    public TimeSpan Age
    {
        get
        {
            lock (_gate)
            {
                return _last == 0 ? TimeSpan.MaxValue : _time.GetElapsedTime(_last);
            }
        }
    }

    /// <inheritdoc/>
    public void Look(Frame raw, FrameShield shield, ShieldedFrame output)
    {
        if (!_gate.TryEnter())
        {
            return;
        }

        try
        {
            var now = _time.GetTimestamp();
            if (_disposed || (_last != 0 && _time.GetElapsedTime(_last, now) < _period))
            {
                return;
            }

            _output.Take(output);
            using (var matte = Whole(shield.Matte.Alpha, output.Size))
            {
                Cv2.Resize(matte, _matte, _matte.Size(), 0, 0, InterpolationFlags.Area);
            }

            _raw?.Take(raw.Address, raw.Size);
            TakePlate(shield.Room.Captured);
            (_last, _isNew) = (now, true);
        }
        finally
        {
            _gate.Exit();
        }
    }

    /// <inheritdoc/>
    public void Failed(Exception reason) => Volatile.Write(ref _failure, reason);

    /// <summary>Passes the copies to a preview when they are new.</summary>
    /// <param name="take">Output, matte, raw picture (null without one); valid only during the call, which should be short.</param>
    /// <returns>True when there were new copies.</returns>
    public bool TryTake(Action<SmallPicture, Mat, RawPicture?> take)
    {
        if (Volatile.Read(ref _failure) is { } failure)
        {
            throw new InvalidOperationException($"The preview failed: {failure.Message}", failure);
        }

        lock (_gate)
        {
            if (!_isNew)
            {
                return false;
            }

            _isNew = false;
            take(_output, _matte, _raw);
            return true;
        }
    }

    /// <summary>Passes on the captured plate in use.</summary>
    /// <param name="last">What the last call returned.</param>
    /// <param name="take">Called when the plate has changed: the picture, and 255 where it is known; valid only during the call.</param>
    /// <returns>The value for the next call; null when there is no plate.</returns>
    public object? TakeRoom(object? last, Action<Mat, Mat> take)
    {
        lock (_gate)
        {
            if (_roomMark is not null && !ReferenceEquals(_roomMark, last))
            {
                take(_room!.Bgr, _known);
            }

            return _roomMark;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _pipeline.Unwatch(this);
        lock (_gate)
        {
            _disposed = true;
            _output.Dispose();
            _matte.Dispose();
            _known.Dispose();
            _raw?.Dispose();
            _room?.Dispose();
        }
    }

    private void TakePlate(Plate? plate)
    {
        if (_room is null || _plate == (plate, plate?.Edition ?? 0))
        {
            return;
        }

        _plate = (plate, plate?.Edition ?? 0);
        _roomMark = plate is null ? null : new object();
        if (plate is not null)
        {
            _room.Take(plate.Address, plate.Size);
            using var confidence = Whole(plate.Confidence, plate.Size);
            Cv2.Resize(confidence, _known, _known.Size(), 0, 0, InterpolationFlags.Area);
            Cv2.Threshold(_known, _known, 127, 255, ThresholdTypes.Binary);
        }
    }

    private static unsafe Mat Whole(Span<byte> plane, FrameSize size)
    {
        // The memory lies outside the managed heap, so it does not move.
        fixed (byte* first = plane)
        {
            return Mat.FromPixelData(size.Height, size.Width, MatType.CV_8UC1, (nint)first);
        }
    }
}
