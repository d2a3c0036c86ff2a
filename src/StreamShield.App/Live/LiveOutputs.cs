using StreamShield.App.Hosting;
using StreamShield.Core.Frames;
using StreamShield.Devices.VirtualCameras;

namespace StreamShield.App.Live;

/// <summary>The virtual cameras of a live run, with the watchdog for crashes. Dispose it after the session, which owns the sinks.</summary>
internal sealed class LiveOutputs : IDisposable
{
    private readonly VirtualCameraChoice _choice;
    private readonly Watchdog? _watchdog;

    /// <summary>Chooses the cameras; each is opened with its first picture.</summary>
    /// <exception cref="ShieldException">A camera that was named cannot be used.</exception>
    public LiveOutputs(RunOptions options, Terminal terminal)
    {
        _choice = VirtualCameraCatalog.Default.Choose(options.Sinks);
        Sinks = [.. _choice.Cameras.Select(camera => VirtualCameraCatalog.Default.Make(camera.Target, options.Size, options.FramesPerSecond))];
        _watchdog = Sinks.Count == 0 ? null : Watchdog.Start(options.Size, options.FramesPerSecond, _choice.Cameras.Select(camera => camera.Target), terminal.Fail);
    }

    /// <summary>The sinks of the cameras.</summary>
    public IReadOnlyList<ISink> Sinks { get; }

    /// <summary>Messages for the user about the cameras.</summary>
    public IEnumerable<string> Lines
    {
        get
        {
            foreach (var camera in _choice.Cameras)
            {
                yield return $"Your picture is also the camera '{camera.Camera}': choose it in your meeting program or browser. {camera.Words}";
            }

            if (_choice.Note.Length > 0)
            {
                yield return _choice.Note;
            }
        }
    }

    /// <summary>Ends the watchdog: the session has already shown the slate.</summary>
    public void Dispose() => _watchdog?.Dispose();
}
