using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace StreamShield.App.Commands;

/// <summary>The usual help, then what an <see cref="AppCommand"/> has to say.</summary>
internal sealed class HelpWithMore(HelpAction usual) : SynchronousCommandLineAction
{
    /// <inheritdoc/>
    public override bool ClearsParseErrors => true;

    /// <summary>Makes <c>--help</c> of this command line say more.</summary>
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
        var code = usual.Invoke(parseResult);
        if (parseResult.CommandResult.Command is AppCommand command)
        {
            parseResult.InvocationConfiguration.Output.WriteLine(command.More);
        }

        return code;
    }
}
