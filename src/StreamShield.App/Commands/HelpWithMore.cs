using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace StreamShield.App.Commands;

/// <summary>Prints the standard help, followed by the additional text of an <see cref="AppCommand"/>.</summary>
internal sealed class HelpWithMore(HelpAction standard) : SynchronousCommandLineAction
{
    /// <inheritdoc/>
    public override bool ClearsParseErrors => true;

    /// <summary>Installs it as the action of <c>--help</c>.</summary>
    public static void AddTo(RootCommand root)
    {
        var option = root.Options.OfType<HelpOption>().Single();
        option.Description = "Explain it.";
        option.Action = new HelpWithMore((HelpAction)option.Action!);
        root.Options.OfType<VersionOption>().Single().Description = "Show the version.";
    }

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        var code = standard.Invoke(parseResult);
        if (parseResult.CommandResult.Command is AppCommand command)
        {
            parseResult.InvocationConfiguration.Output.WriteLine(command.More);
        }

        return code;
    }
}
