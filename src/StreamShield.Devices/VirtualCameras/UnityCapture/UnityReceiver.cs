using System.Runtime.Versioning;
using StreamShield.Devices.VirtualCameras.Obs;

namespace StreamShield.Devices.VirtualCameras.UnityCapture;

/// <summary>The named objects of a UnityCapture receiver. The receiver creates the mutex, Sent and Data; the sender opens those and creates Want.</summary>
[SupportedOSPlatform("windows")]
internal sealed class UnityReceiver : IUnityReceiver
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);

    private readonly Mutex _mutex;
    private readonly EventWaitHandle _want;
    private readonly EventWaitHandle _sent;
    private readonly NamedMemory _data;

    private UnityReceiver(Mutex mutex, EventWaitHandle want, EventWaitHandle sent, NamedMemory data)
    {
        _mutex = mutex;
        _want = want;
        _sent = sent;
        _data = data;
        Picture = new UnityPicture(data.Address);
    }

    /// <inheritdoc/>
    public UnityPicture Picture { get; }

    /// <summary>Finds the receiver of a device.</summary>
    /// <param name="device">0 for the first, up to 9.</param>
    /// <returns>Null while no program shows that device.</returns>
    public static UnityReceiver? Find(int device)
    {
        var suffix = device == 0 ? "" : $"{device}";
        if (!Mutex.TryOpenExisting($"UnityCapture_Mutx{suffix}", out var mutex))
        {
            return null;
        }

        var data = NamedMemory.TryOpen($"UnityCapture_Data{suffix}");
        if (data is null || !EventWaitHandle.TryOpenExisting($"UnityCapture_Sent{suffix}", out var sent))
        {
            data?.Dispose();
            mutex.Dispose();
            return null;
        }

        return new UnityReceiver(mutex, new EventWaitHandle(false, EventResetMode.AutoReset, $"UnityCapture_Want{suffix}"), sent, data);
    }

    /// <inheritdoc/>
    public bool TryLock()
    {
        try
        {
            return _mutex.WaitOne(Patience);
        }
        catch (AbandonedMutexException)
        {
            // Its holder died: we own the mutex now, and what the holder was reading does not matter.
            return true;
        }
    }

    /// <inheritdoc/>
    public void Unlock() => _mutex.ReleaseMutex();

    /// <inheritdoc/>
    public void Announce() => _sent.Set();

    /// <inheritdoc/>
    public bool WasAsked() => _want.WaitOne(TimeSpan.Zero);

    /// <inheritdoc/>
    public void Dispose()
    {
        _data.Dispose();
        _sent.Dispose();
        _want.Dispose();
        _mutex.Dispose();
    }
}
