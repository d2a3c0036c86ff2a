using StreamShield.Core.Frames;
using StreamShield.Devices.Tools;
using StreamShield.Tests.App.Page;

namespace StreamShield.Tests.EndToEnd.Faults;

/// <summary>What goes wrong with a camera, each begun at once and ended by itself after a while.</summary>
internal sealed class CameraFaults(PageRig rig, ManualResetEvent go) : IDisposable
{
    private static readonly TimeSpan HelperPatience = TimeSpan.FromSeconds(2);

    private readonly ChangingSize _sizes = new(rig.Live.Room);
    private readonly DecodedRoom _decoded = new(rig.Live.Room, rig.Live.Session.FramesPerSecond);
    private int _now;
    private int _helperIsKilled;
    private int _killed;

    private enum Fault
    {
        None,
        Throws,
        Hangs,
        CannotBeOpened,
    }

    /// <summary>All of them.</summary>
    public (string Name, Func<TimeSpan, Task> Do)[] All =>
    [
        ("camera throws", For(Fault.Throws)), ("camera hangs", For(Fault.Hangs)), ("camera cannot be opened", For(Fault.CannotBeOpened)),
        ("camera changes its size", length => PaintAsync(_sizes.Paint, () => Task.Delay(length))), ("helper is killed", KillHelperAsync),
    ];

    /// <summary>Helper processes that were killed.</summary>
    public int Killed => Volatile.Read(ref _killed);

    private Fault Now => (Fault)Volatile.Read(ref _now);

    /// <summary>Puts the switches into the rig.</summary>
    public void Attach()
    {
        rig.Live.Source.OnOpen = _ => Throw(Now == Fault.CannotBeOpened, "The test's camera is busy.");
        rig.Live.Source.OnDrawn = _ =>
        {
            Throw(Now == Fault.Throws, "The test's camera was unplugged.");
            return Now != Fault.Hangs || go.WaitOne(TimeSpan.FromSeconds(1)) || true;
        };
    }

    /// <summary>A camera as it should be.</summary>
    public void Clear()
    {
        Volatile.Write(ref _now, (int)Fault.None);
        rig.Live.Source.Painter = null;
    }

    public void Dispose()
    {
        _sizes.Dispose();
        _decoded.Dispose();
    }

    private static void Throw(bool really, string words)
    {
        if (really)
        {
            throw new ShieldException(SlateReason.SourceLost, words);
        }
    }

    private Func<TimeSpan, Task> For(Fault fault) => async length =>
    {
        Volatile.Write(ref _now, (int)fault);
        await Task.Delay(length);
        Interlocked.CompareExchange(ref _now, (int)Fault.None, (int)fault);
    };

    private async Task PaintAsync(Func<long, Frame, (Area Streamer, Area Room)> painter, Func<Task> meanwhile)
    {
        rig.Live.Source.Painter = painter;
        await meanwhile();
        if (rig.Live.Source.Painter == painter)
        {
            rig.Live.Source.Painter = null;
        }
    }

    /// <summary>The pictures come from ffmpeg, which dies without a word.</summary>
    private async Task KillHelperAsync(TimeSpan length)
    {
        if (!OperatingSystem.IsLinux() || ExternalTool.Ffmpeg is null || Interlocked.Exchange(ref _helperIsKilled, 1) != 0)
        {
            return;
        }

        var first = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await PaintAsync(Decode, async () =>
        {
            await Task.WhenAny(first.Task, Task.Delay(HelperPatience));
            await Task.Delay(length);
            foreach (var helper in ShieldProcess.HelpersOf(Environment.ProcessId, "ffmpeg"))
            {
                ShieldProcess.KillHelper(helper);
                Interlocked.Increment(ref _killed);
            }

            await Task.Delay(length);
        });
        _decoded.Close();
        Volatile.Write(ref _helperIsKilled, 0);

        (Area Streamer, Area Room) Decode(long number, Frame frame)
        {
            var areas = _decoded.Paint(frame);
            first.TrySetResult();
            return areas;
        }
    }
}
