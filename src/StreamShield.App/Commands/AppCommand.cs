using System.CommandLine;

namespace StreamShield.App.Commands;

/// <summary>A command whose help has more to say than its one-line description.</summary>
internal sealed class AppCommand(string name, string description, string more) : Command(name, description)
{
    /// <summary>Text shown below the options: background and examples.</summary>
    public string More { get; } = more;
}
