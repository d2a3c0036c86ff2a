using StreamShield.App.Hosting;
using StreamShield.Core;

namespace StreamShield.App.Commands;

/// <summary>Checks of values that the command line lets through.</summary>
internal static class Ranges
{
    /// <summary>Settings from their two options, checked.</summary>
    /// <exception cref="ShieldException">Unknown effect, or strength outside 0..100.</exception>
    public static ShieldSettings Settings(string effect, int strength)
    {
        var settings = new ShieldSettings { Effect = effect, Strength = strength };
        settings.Validate();
        return settings;
    }

    /// <summary>Refuses a value outside a range.</summary>
    /// <exception cref="UserException">One sentence.</exception>
    public static void Check(string option, double value, double least, double most)
    {
        if (!(value >= least && value <= most))
        {
            throw new UserException($"{option} {value} is out of range: choose {least} to {most}.");
        }
    }
}
