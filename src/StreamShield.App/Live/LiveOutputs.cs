using StreamShield.App.Hosting;
using StreamShield.Core.Frames;
using StreamShield.Devices.VirtualCameras;

namespace StreamShield.App.Live;

/// <summary>The virtual cameras of a live run, with the watchdog that outlives a crash. Dispose it after the session, which owns the sinks.</summary>
internal sealed class LiveOutputs : IDisposable
{
    private readonly SinkChoice _choice;
    private readonly Watchdog? _watchdog;

    /// <summary>Chooses the cameras; each opens with its first picture.</summary>
    /// <exception cref="ShieldException">One that was named cannot be used.</exception>
    public LiveOutputs(RunOptions options, Terminal terminal)
    {
        _choice = SinkCatalog.Default.Choose(options.Sinks);
        Sinks = [.. _choice.Cameras.Select(camera => SinkCatalog.Default.Make(camera.Target, options.Size, options.FramesPerSecond))];
        _watchdog = Sinks.Count == 0 ? null : Watchdog.Start(options.Size, options.FramesPerSecond, _choice.Cameras.Select(camera => camera.Target), terminal.Fail);
    }

    /// <summary>What takes the pictures.</summary>
    public IReadOnlyList<ISink> Sinks { get; }

    /// <summary>What to tell the user about them.</summary>
    public IEnumerable<string> Lines
    {
        get
        {
            foreach (var camera in _choice.Cameras)
            {
                yield return $"It is a camera, too: choose '{camera.Camera}' in your meeting program or browser. {camera.Words}";
            }

            if (_choice.Note.Length > 0)
            {
                yield return _choice.Note;
            }
        }
    }

    /// <summary>Ends the watchdog: the session has left the slate itself.</summary>
    public void Dispose() => _watchdog?.Dispose();
}
