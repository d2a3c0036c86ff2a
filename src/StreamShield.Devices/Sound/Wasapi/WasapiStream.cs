using System.Runtime.Versioning;
using NAudio.CoreAudioApi;

namespace StreamShield.Devices.Sound.Wasapi;

/// <summary>
/// A Windows device and everything that must be disposed after its stream, with a notification client that ends the queue at once when the device is unplugged
/// or disabled.
/// </summary>
[SupportedOSPlatform("windows")]
internal sealed class WasapiStream : IDisposable
{
    private readonly MMDeviceEnumerator _enumerator = new();
    private readonly MMDeviceNotificationClient _changes;
    private IDisposable? _stream;

    /// <summary>Opens a device; the stream is added later.</summary>
    /// <param name="id">Endpoint id of the device.</param>
    /// <param name="queue">Ended when the device disappears.</param>
    public WasapiStream(string id, SampleQueue queue)
    {
        Device = _enumerator.GetDevice(id);
        _changes = _enumerator.CreateNotificationClient(useSynchronizationContext: false);
        _changes.DeviceRemoved += (_, change) => EndWhen(change.DeviceId == id);
        _changes.DeviceStateChanged += (_, change) => EndWhen(change.DeviceId == id && change.NewState != DeviceState.Active);

        void EndWhen(bool gone)
        {
            if (gone)
            {
                queue.End("Windows says that it was unplugged or switched off");
            }
        }
    }

    /// <summary>The opened device.</summary>
    public MMDevice Device { get; }

    /// <summary>Takes ownership of the running stream.</summary>
    public WasapiStream With(IDisposable stream)
    {
        _stream = stream;
        return this;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _stream?.Dispose();
        _changes.Dispose();
        Device.Dispose();
        _enumerator.Dispose();
    }
}
