using Spectre.Console;
using StreamShield.App.Hosting;

namespace StreamShield.App.Offline;

/// <summary>Shows progress: a bar on a screen; on a pipe, a line for every tenth.</summary>
internal static class ProgressView
{
    private const int PlainSteps = 10;

    /// <summary>Runs work that reports the finished steps and the total (0 if unknown).</summary>
    public static T Run<T>(Terminal terminal, string title, Func<Action<long, long>, T> work)
    {
        if (!terminal.IsScreen)
        {
            return work(Plain(terminal, title));
        }

        return terminal.Rich.Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn(), new SpinnerColumn())
            .Start(context =>
            {
                var task = context.AddTask(Markup.Escape(title), autoStart: true, maxValue: 1);
                return work((done, all) =>
                {
                    task.IsIndeterminate = all <= 0;
                    task.MaxValue = Math.Max(all, done);
                    task.Value = done;
                });
            });
    }

    private static Action<long, long> Plain(Terminal terminal, string title)
    {
        var shown = 0L;
        return (done, all) =>
        {
            // A clip may have more pictures than it announces; print the last step once only.
            var step = all <= 0 ? 0 : Math.Min(done * PlainSteps / all, PlainSteps);
            if (step > shown)
            {
                shown = step;
                terminal.Output.WriteLine($"{title}: {step * 100 / PlainSteps} % ({done} of {all})");
            }
        };
    }
}
