using System.CommandLine;
using System.Globalization;
using Spectre.Console;
using StreamShield.App.Hosting;
using StreamShield.Onnx;

namespace StreamShield.App.Commands;

/// <summary><c>models</c>: lists, verifies, downloads and adds models.</summary>
internal static class ModelsCommand
{
    private const double BytesPerMegabyte = 1 << 20;

    /// <summary>Builds the command.</summary>
    public static Command Build(Terminal terminal)
    {
        var list = new AppCommand("list", "List the models and say which can be used.", """
            Example:
              streamshield models list
            """);
        list.SetAction(_ => List(ModelStore.ForThisUser(), terminal.Output));
        var verify = new AppCommand("verify", "Check every installed model: its file is unchanged and it runs.", """
            Example:
              streamshield models verify
            """);
        verify.SetAction((_, stop) => Task.FromResult(Verify(ModelStore.ForThisUser(), terminal, stop)));
        var file = new Argument<string>("FILE") { Description = "The .onnx file; for a model that StreamShield does not know, its manifest (.json) lies beside it." };
        var add = new AppCommand("add", "Install a model after checking it.", """
            Example:
              streamshield models add selfie_segmentation.onnx
              streamshield run --model selfie
            """)
        {
            file,
        };
        add.SetAction((parsed, stop) =>
        {
            var path = parsed.GetValue(file)!;
            terminal.Output.WriteLine(LongWork.Run($"The model {path}", _ => ModelStore.ForThisUser().Add(path), stop));
            return Task.FromResult(ExitCode.Success);
        });
        var get = Get(terminal);
        return new AppCommand("models", "List, check, fetch and add the models that find you in the picture.", """
            Example:
              streamshield models list
            """)
        {
            list, verify, get, add,
        };
    }

    private static AppCommand Get(Terminal terminal)
    {
        var name = new Argument<string>("NAME") { Description = "A model that 'streamshield models list' names." };
        var yes = new Option<bool>("--yes") { Description = "Fetch it without asking." };
        var get = new AppCommand("get", "Fetch a model from its publisher, check it and install it.", """
            Says first what it is, how large, under which licence and from where, and asks. Nothing else is ever fetched.
            A fetch that breaks off goes on where it stopped when you run it again.

            Example:
              streamshield models get selfie
            """)
        {
            name, yes,
        };
        get.SetAction((parsed, stop) => GetAsync(ModelStore.ForThisUser(), parsed.GetValue(name)!, parsed.GetValue(yes), terminal, stop));
        return get;
    }

    private static async Task<int> GetAsync(ModelStore store, string name, bool isAgreed, Terminal terminal, CancellationToken stop)
    {
        var offered = store.Offered(name);
        var output = terminal.Output;
        output.WriteLine(offered.Title);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Size:    {offered.Download!.Bytes / BytesPerMegabyte:0.0} MB"));
        output.WriteLine($"Licence: {offered.Licence}");
        output.WriteLine($"From:    {offered.Download.Address}");
        if (!isAgreed && !(terminal.HasKeys && terminal.Rich.Confirm("Fetch it?", defaultValue: false)))
        {
            terminal.Fail($"Nothing was fetched: agree with 'streamshield models get {name} --yes'.");
            return ExitCode.Failure;
        }

        var tenths = 0L;
        output.WriteLine(await store.GetAsync(name, PrintProgress, stop).ConfigureAwait(false));
        return ExitCode.Success;

        void PrintProgress(long bytes)
        {
            if (bytes * 10 / offered.Download!.Bytes > tenths)
            {
                tenths = bytes * 10 / offered.Download.Bytes;
                output.WriteLine($"{tenths * 10} %");
            }
        }
    }

    private static int List(ModelStore store, TextWriter output)
    {
        foreach (var entry in store.List())
        {
            var state = entry.State switch
            {
                ModelState.Ready => $"ready, {entry.Bytes / BytesPerMegabyte:0.0} MB",
                ModelState.NotInstalled => "not installed",
                _ => "broken",
            };
            output.WriteLine($"{entry.Name,-18} {state,-18} {entry.Manifest?.Title}");
            if (entry.Manifest is { } manifest && entry.State == ModelState.Ready)
            {
                output.WriteLine($"{"",-18} {manifest.Licence}; {entry.Path}");
            }

            if (entry.Detail.Length > 0)
            {
                output.WriteLine($"{"",-18} {entry.Detail}");
            }
        }

        return ExitCode.Success;
    }

    private static int Verify(ModelStore store, Terminal terminal, CancellationToken stop)
    {
        var verdicts = store.List().Where(entry => entry.State != ModelState.NotInstalled).Select(entry => Verify(entry, stop)).ToList();
        foreach (var verdict in verdicts)
        {
            (verdict.State == ModelState.Broken ? terminal.Error : terminal.Output).WriteLine(verdict.Sentence);
        }

        if (verdicts.TrueForAll(verdict => verdict.State != ModelState.Ready))
        {
            terminal.Fail("No model can be used: install StreamShield again, or add one with 'streamshield models add FILE'.");
            return ExitCode.Failure;
        }

        return verdicts.Exists(verdict => verdict.State == ModelState.Broken) ? ExitCode.Failure : ExitCode.Success;
    }

    /// <summary>Verifies one model. If it hangs, that is its own verdict and does not affect the others.</summary>
    private static ModelVerdict Verify(ModelEntry entry, CancellationToken stop)
    {
        try
        {
            return LongWork.Run($"The model '{entry.Name}'", _ => ModelStore.Verify(entry), stop);
        }
        catch (UserException e)
        {
            return new ModelVerdict(entry.Name, ModelState.Broken, e.Message);
        }
    }
}
