using StreamShield.Core.Frames;
using StreamShield.Core.Threading;

namespace StreamShield.Core.Sound;

/// <summary>Runs one device on its own thread: opens it, processes block after block, and opens it again with growing pauses when it fails. Tests can
/// call <see cref="Step"/>.</summary>
internal sealed class SoundLoop : IDisposable
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan MaxPause = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly ISoundDevice _device;
    private readonly Action _round;
    private readonly Action _lost;
    private readonly SteppedThread _thread;
    private bool _disposed;
    private bool _open;
    private TimeSpan _pause = FirstPause;
    private string _trouble = "";

    /// <summary>Creates a loop without starting it.</summary>
    /// <param name="device">Owned by the loop.</param>
    /// <param name="round">Processes one block; throws when the device is lost.</param>
    /// <param name="lost">Called on the loop's thread when the device was lost.</param>
    public SoundLoop(ISoundDevice device, Action round, Action lost)
    {
        _device = device;
        _round = round;
        _lost = lost;
        _thread = new SteppedThread($"sound {device.Name}", Step, static () => { }) { IsUrgent = true };
    }

    /// <summary>The current failure of the device in one sentence; empty when there is none.</summary>
    public string Trouble => Volatile.Read(ref _trouble);

    /// <summary>Opens the device or processes one block.</summary>
    /// <returns>How long to wait before the next step.</returns>
    public TimeSpan Step()
    {
        try
        {
            if (!_open)
            {
                _device.Open();
                _open = true;
                return TimeSpan.Zero;
            }

            _round();
            _pause = FirstPause;
            if (_trouble.Length > 0)
            {
                Volatile.Write(ref _trouble, "");
            }

            return TimeSpan.Zero;
        }
        catch (Exception e)
        {
            if (_open)
            {
                _lost();
            }

            _open = false;
            Volatile.Write(ref _trouble, e is ShieldException ? e.Message : $"{_device.Name} failed ({e.Message}): it is opened again by itself; if this stays, unplug it and plug it in.");
            var pause = _pause;
            _pause = TimeSpan.FromTicks(Math.Min(_pause.Ticks * 2, MaxPause.Ticks));
            return pause;
        }
    }

    /// <summary>Starts the thread.</summary>
    public void Start() => _thread.Start();

    /// <summary>Closes the device, which ends a call that waits, and stops the thread. A device that cannot be closed is abandoned.</summary>
    public void Dispose()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        _thread.RequestStop();
        Bounded.Do(_device.Dispose, Patience);
        _thread.Stop(Patience);
    }
}
