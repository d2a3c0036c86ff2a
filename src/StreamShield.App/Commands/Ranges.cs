using StreamShield.App.Hosting;

namespace StreamShield.App.Commands;

/// <summary>Checks of values that the command line lets through.</summary>
internal static class Ranges
{
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
