using System.Runtime.Versioning;
using NAudio.CoreAudioApi;

namespace StreamShield.Devices.Sound.Wasapi;

/// <summary>
/// A device of Windows by its id with all that must be freed after its stream, and the watch that notices at once when it is unplugged or switched off.
/// </summary>
[SupportedOSPlatform("windows")]
internal sealed class WasapiStream : IDisposable
{
    private readonly MMDeviceEnumerator _enumerator = new();
    private readonly MMDeviceNotificationClient _changes;
    private IDisposable? _stream;

    /// <summary>Opens a device, without a stream yet.</summary>
    /// <param name="id">The device.</param>
    /// <param name="queue">Ends when the device goes.</param>
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

    /// <summary>The device.</summary>
    public MMDevice Device { get; }

    /// <summary>Takes the running stream over.</summary>
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
