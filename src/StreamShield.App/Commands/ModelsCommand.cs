using System.CommandLine;
using StreamShield.App.Hosting;
using StreamShield.Onnx;

namespace StreamShield.App.Commands;

/// <summary><c>models</c>: which models there are, whether they are sound, and adding one.</summary>
internal static class ModelsCommand
{
    private const double BytesPerMegabyte = 1 << 20;

    /// <summary>The command.</summary>
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
        verify.SetAction(_ => Verify(ModelStore.ForThisUser(), terminal));
        var file = new Argument<string>("FILE") { Description = "The .onnx file; for a model that StreamShield does not know, its manifest (.json) lies beside it." };
        var add = new AppCommand("add", "Install a model after checking it.", """
            Example:
              streamshield models add selfie_segmentation.onnx
              streamshield run --model selfie
            """)
        {
            file,
        };
        add.SetAction(parsed =>
        {
            terminal.Output.WriteLine(ModelStore.ForThisUser().Add(parsed.GetValue(file)!));
            return ExitCode.Success;
        });
        return new AppCommand("models", "List, check and add the models that find you in the picture.", """
            Example:
              streamshield models list
            """)
        {
            list, verify, add,
        };
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
            output.WriteLine($"{entry.Name,-16} {state,-18} {entry.Manifest?.Title}");
            if (entry.Manifest is { } manifest && entry.State == ModelState.Ready)
            {
                output.WriteLine($"{"",-16} {manifest.Licence}; {entry.Path}");
            }

            if (entry.Detail.Length > 0)
            {
                output.WriteLine($"{"",-16} {entry.Detail}");
            }
        }

        return ExitCode.Success;
    }

    private static int Verify(ModelStore store, Terminal terminal)
    {
        var verdicts = store.Verify().Where(verdict => verdict.State != ModelState.NotInstalled).ToList();
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
}
