using StreamShield.App.Hosting;

namespace StreamShield.App.Commands;

/// <summary>Range checks for command line values.</summary>
internal static class Ranges
{
    /// <summary>Rejects a value outside a range.</summary>
    /// <exception cref="UserException">The value is out of range.</exception>
    public static void Check(string option, double value, double least, double most)
    {
        if (!(value >= least && value <= most))
        {
            throw new UserException($"{option} {value} is out of range: choose {least} to {most}.");
        }
    }
}
