using System.CommandLine;

namespace StreamShield.App.Commands;

/// <summary>A command whose own help says more than the one line that the list of commands shows.</summary>
internal sealed class AppCommand(string name, string description, string more) : Command(name, description)
{
    /// <summary>Shown below the options: what to know, and an example.</summary>
    public string More { get; } = more;
}
