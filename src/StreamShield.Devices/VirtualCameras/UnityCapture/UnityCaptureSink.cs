using StreamShield.Core.Frames;

namespace StreamShield.Devices.VirtualCameras.UnityCapture;

/// <summary>
/// Feeds the UnityCapture filter (<see cref="UnityPicture"/>) with RGBA: the filter outputs RGB, so programs need not guess a colour matrix. The receiver
/// exists only while a program shows the camera; without one, pictures are discarded, which is not an error. A receiver that stops requesting pictures is
/// looked up again.
/// </summary>
internal sealed class UnityCaptureSink : ISink
{
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(2);

    private readonly FrameSize _size;
    private readonly Func<IUnityReceiver?> _find;
    private readonly TimeProvider _time;
    private IUnityReceiver? _receiver;
    private long _lastAsked;
    private bool _ended;

    /// <summary>Creates a sink that looks for its receiver at every picture until there is one.</summary>
    /// <param name="size">Size of every picture.</param>
    /// <param name="find">Finds the receiver; returns null if no program shows the camera.</param>
    /// <param name="time">The clock that detects a dead receiver; null for the system's.</param>
    public UnityCaptureSink(FrameSize size, Func<IUnityReceiver?> find, TimeProvider? time = null)
    {
        _size = size;
        _find = find;
        _time = time ?? TimeProvider.System;
    }

    /// <inheritdoc/>
    public string Name => "UnityCapture";

    /// <summary>True while a program shows the camera.</summary>
    public bool IsWatched => _receiver is not null;

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
            throw new InvalidOperationException("UnityCapture was written to after it was completed.");
        }

        if (Receiver() is not { } receiver)
        {
            return;
        }

        if (!receiver.TryLock())
        {
            throw new ShieldException(SlateReason.StageFailed, "The program that shows UnityCapture hangs and takes no pictures: close it and open it again.");
        }

        try
        {
            receiver.Picture.Write(frame);
        }
        finally
        {
            receiver.Unlock();
        }

        receiver.Announce();
    }

    /// <summary>Nothing to write: the receiver shows its own notice after the time-out.</summary>
    public void Complete() => _ended = true;

    /// <inheritdoc/>
    public void Dispose()
    {
        _ended = true;
        _receiver?.Dispose();
        _receiver = null;
    }

    private IUnityReceiver? Receiver()
    {
        if (_receiver is not null)
        {
            if (_receiver.WasAsked())
            {
                _lastAsked = _time.GetTimestamp();
            }
            else if (_time.GetElapsedTime(_lastAsked) > Silence)
            {
                // Our handles keep a dead receiver's objects alive: close them so that the next one can be found.
                _receiver.Dispose();
                _receiver = null;
            }
        }

        if (_receiver is null)
        {
            _receiver = _find();
            _lastAsked = _time.GetTimestamp();
        }

        return _receiver;
    }
}
