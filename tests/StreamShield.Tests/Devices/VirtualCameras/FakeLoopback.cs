using StreamShield.Core.Frames;
using StreamShield.Devices.VirtualCameras.V4l2Loopback;

namespace StreamShield.Tests.Devices.VirtualCameras;

/// <summary>A loopback device in memory.</summary>
internal sealed class FakeLoopback(LoopbackPixels pixels = LoopbackPixels.Yuyv) : ILoopback
{
    private readonly byte[] _last = new byte[4096 * 2304 * 2];
    private int _length;

    public LoopbackPixels Pixels => pixels;

    public ReadOnlySpan<byte> Last => _last.AsSpan(0, _length);

    public byte[] Kept { get; private set; } = [];

    public TimeSpan KeptAfter { get; private set; }

    public bool IsGone { get; set; }

    public bool Disposed { get; private set; }

    public void Write(ReadOnlySpan<byte> picture)
    {
        if (IsGone)
        {
            throw new ShieldException(SlateReason.StageFailed, "It is gone: load it again.");
        }

        picture.CopyTo(_last);
        _length = picture.Length;
    }

    public bool KeepForSilence(ReadOnlySpan<byte> picture, TimeSpan after)
    {
        (Kept, KeptAfter) = (picture.ToArray(), after);
        return true;
    }

    public void Dispose() => Disposed = true;
}
