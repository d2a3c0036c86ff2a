using System.Diagnostics;
using System.Globalization;
using System.Net;
using StreamShield.App.Hosting;
using StreamShield.Core.Frames;
using StreamShield.Tests.App;
using StreamShield.Tests.App.Page;

namespace StreamShield.Tests.EndToEnd.Faults;

/// <summary>
/// Random faults, one after another and overlapping, on a whole live run with its page, its server and viewers; a witness looks at every picture of every sink, and the panic is pressed at random moments.
/// The same seed gives the same faults at nearly the same moments.
/// </summary>
/// <param name="seed">Of the room and of the faults.</param>
/// <param name="say">Takes a line from time to time.</param>
/// <param name="maySuspend">True stops the whole process now and then, which no test should do to those beside it.</param>
internal sealed class FaultCampaign(int seed, Action<string> say, bool maySuspend)
{
    private const int Viewers = 2;
    private const int Rate = 30;
    private const int BetweenLooks = 250;
    private const double PanicShare = 0.06;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly Random _random = new(seed);

    /// <summary>Runs so many faults, or as many as fit into the time.</summary>
    public async Task<FaultReport> RunAsync(int faults, TimeSpan? most = null)
    {
        var report = new FaultReport();
        var time = new ShiftedTime();
        // As the program does.
        using var guard = new PoolGuard();
        using var go = new ManualResetEvent(false);
        var live = new LiveRig(seed, model: models => models.NaNOnWhite, settings: PageRig.Settings, rate: Rate, time: time);
        // Hide-zones lie over the streamer, too.
        live.Witness.StreamerMayBeHidden = true;
        var open = live.Open;
        await using var rig = await PageRig.StartAsync(live);
        await rig.Server.RehearseAsync();
        using var kinds = new FaultKinds(rig, _random, time, go);
        kinds.Attach(open);
        var viewers = Enumerable.Range(0, Viewers).Select(_ => new Viewer(new Uri(rig.Server.AddressOf("/out.mjpg")), live.Room, () => rig.Control.Panic)).ToList();
        try
        {
            var all = kinds.All;
            var running = new List<Task>();
            var began = Stopwatch.GetTimestamp();
            report.Resources.Add(Resources.Now(0));
            while (report.Faults < faults && !(Stopwatch.GetElapsedTime(began) > most))
            {
                report.Faults++;
                if (_random.NextDouble() < PanicShare)
                {
                    report.Count("panic");
                    await PanicAsync(rig, viewers, report);
                }
                else if (maySuspend && _random.Next(100) == 0)
                {
                    report.Count("stop and continue");
                    await FaultKinds.StopAndContinueAsync(TimeSpan.FromMilliseconds(_random.Next(50, 1200)));
                }
                else
                {
                    var (name, act) = all[_random.Next(all.Length)];
                    report.Count(name);
                    running.Add(Task.Run(() => act(TimeSpan.FromMilliseconds(_random.Next(20, 500)))));
                    await Task.Delay(_random.Next(2, 60));
                }

                if (report.Faults % BetweenLooks == 0)
                {
                    await RecoverAsync(rig, kinds, running, report);
                }
            }

            await RecoverAsync(rig, kinds, running, report);
        }
        finally
        {
            go.Set();
            foreach (var viewer in viewers)
            {
                viewer.Dispose();
            }
        }

        rig.End();
        report.Killed = kinds.Killed;
        Gather(report, [live.Witness, live.StreamWitness, .. viewers.Select(viewer => viewer.Witness)]);
        report.Findings.AddRange(viewers.Where(viewer => viewer.ShownInPanic > 0).Select(viewer => $"{viewer.ShownInPanic} pictures were shown while the panic was on; the first: {viewer.FirstShown}."));
        report.Findings.AddRange(rig.Faults);
        return report;
    }

    /// <summary>Over HTTP or from the keys' side; measured at the first viewer.</summary>
    private async Task PanicAsync(PageRig rig, List<Viewer> viewers, FaultReport report)
    {
        // The slates of the panic before may still be on their way.
        for (var tries = 0; viewers.Any(viewer => viewer.Witness.Last.Slate == SlateReason.Panic); tries++)
        {
            if (tries > 1000)
            {
                report.Findings.Add("The slate of a panic stayed for 20 s after its end.");
                return;
            }

            await Task.Delay(20);
        }

        var slates = viewers.Select(viewer => viewer.NextPanicAsync()).ToList();
        var (byKey, collected) = (_random.Next(2) == 0, GC.GetTotalPauseDuration());
        var (pressed, answered, status) = await Task.Factory.StartNew(() => Press(rig, byKey), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        if (status != (int)HttpStatusCode.OK)
        {
            report.Findings.Add($"The panic was answered with {status}.");
        }

        double After(long moment) => Stopwatch.GetElapsedTime(pressed, moment).TotalMilliseconds;
        double SlateAfter(LeakWitness witness) => witness.Sights.Where(sight => sight.Slate == SlateReason.Panic && sight.At >= pressed).Select(sight => After(sight.At)).DefaultIfEmpty(-1).First();
        foreach (var slate in slates)
        {
            if (await Task.WhenAny(slate, Task.Delay(Patience)) == slate)
            {
                var late = Stopwatch.GetElapsedTime(pressed, await slate).TotalMilliseconds;
                report.Panics.Add(late);
                if (late > FaultReport.LateMs)
                {
                    report.Late.Add(string.Create(CultureInfo.InvariantCulture, $"{late:0} ms by {(byKey ? "key" : "address")} after {report.Faults} faults: answered after {After(answered):0}, slate in the memory sink after {SlateAfter(rig.Live.Witness):0}, in the stream's after {SlateAfter(rig.Live.StreamWitness):0}, garbage collected {(GC.GetTotalPauseDuration() - collected).TotalMilliseconds:0} ms; just before: {string.Join(", ", report.Recent)}"));
                }
            }
            else
            {
                report.Findings.Add("The slate of a panic did not come within 20 s.");
            }
        }

        await Task.Delay(_random.Next(0, 120));
        viewers.ForEach(viewer => viewer.Release());
        rig.Control.Panic = false;
    }

    /// <summary>On a thread of its own, as the keys' thread and other programs do.</summary>
    private static (long Pressed, long Answered, int Status) Press(PageRig rig, bool byKey)
    {
        var (pressed, status) = (Stopwatch.GetTimestamp(), (int)HttpStatusCode.OK);
        if (byKey)
        {
            rig.Control.Panic = true;
        }
        else
        {
            status = PlainHttp.Post(rig.Server.Port, $"/panic?token={rig.Secrets.Control.Text}&on=1", "");
        }

        return (pressed, Stopwatch.GetTimestamp(), status);
    }

    private async Task RecoverAsync(PageRig rig, FaultKinds kinds, List<Task> running, FaultReport report)
    {
        await Task.WhenAll(running);
        running.Clear();
        kinds.Clear();
        rig.Live.Session.Pipeline.UseModel(() => rig.Live.Open());
        var already = rig.Live.Witness.Frames;
        var began = Stopwatch.GetTimestamp();
        while (rig.Live.Witness.Frames < already + 5 && Stopwatch.GetElapsedTime(began) < Patience)
        {
            await Task.Delay(20);
        }

        if (rig.Live.Witness.Frames < already + 5)
        {
            report.Findings.Add($"After {report.Faults} faults the picture did not come back: {rig.Live.Session.Pipeline.State}.");
        }

        report.Resources.Add(Resources.Now(report.Faults));
        say($"{report.Resources[^1]}  {report.Panics.Count} panics, most {report.Panics.DefaultIfEmpty().Max():0} ms, {report.Findings.Count} findings");
    }

    private static void Gather(FaultReport report, IEnumerable<LeakWitness> witnesses)
    {
        foreach (var witness in witnesses)
        {
            report.Pictures += witness.Count;
            report.Findings.AddRange(witness.Findings);
        }
    }
}
