using StreamShield.Core.Compositing;
using StreamShield.Core.Frames;
using StreamShield.Devices.Pixels;

namespace StreamShield.Devices.VirtualCameras.V4l2Loopback;

/// <summary>
/// Feeds a v4l2loopback device with YUYV (I420 if that is refused) in limited-range BT.601, which is Video4Linux's default for YUV and what USB webcams send.
/// Opens the device with the first picture, and again after a failure. The kernel holds a slate in case this process dies.
/// </summary>
internal sealed class LoopbackSink : ISink
{
    /// <summary>How long readers may see the last picture of a producer that has stopped.</summary>
    public static readonly TimeSpan Silence = TimeSpan.FromMilliseconds(500);

    private readonly FrameSize _size;
    private readonly Func<ILoopback> _open;
    private readonly PixelBuffer _bytes;
    private ILoopback? _device;
    private bool _ended;

    /// <summary>Creates a sink that has not opened its device yet.</summary>
    /// <param name="name">Display name.</param>
    /// <param name="size">Size of every picture.</param>
    /// <param name="open">Opens the device for pictures of that size.</param>
    public LoopbackSink(string name, FrameSize size, Func<ILoopback> open)
    {
        Name = name;
        _size = size;
        _open = open;
        _bytes = new PixelBuffer(Yuyv.Bytes(size));
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public void Write(ShieldedFrame frame)
    {
        ArgumentNullException.ThrowIfNull(frame);
        if (frame.Size != _size)
        {
            throw new ArgumentException($"A {frame.Size} picture was written to a camera of {_size}.", nameof(frame));
        }

        if (_ended)
        {
            throw new InvalidOperationException($"{Name} was written to after it was completed.");
        }

        var device = _device ?? Open();
        try
        {
            device.Write(Convert(frame, device.Pixels));
        }
        catch (ShieldException)
        {
            Close();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Complete() => _ended = true;

    /// <inheritdoc/>
    public void Dispose()
    {
        _ended = true;
        Close();
        _bytes.Dispose();
    }

    private ILoopback Open()
    {
        var device = _open();
        using var slate = new Slate(_size).Make(SlateReason.NoPictures);
        device.KeepForSilence(Convert(slate, device.Pixels), Silence);
        return _device = device;
    }

    private void Close()
    {
        _device?.Dispose();
        _device = null;
    }

    private Span<byte> Convert(ShieldedFrame frame, LoopbackPixels pixels)
    {
        if (pixels == LoopbackPixels.Yuyv)
        {
            var yuyv = _bytes.Span[..Yuyv.Bytes(_size)];
            Yuyv.Convert(frame, yuyv);
            return yuyv;
        }

        var planes = _bytes.Span[..I420.Bytes(_size)];
        I420.Convert(frame, planes);
        return planes;
    }
}
