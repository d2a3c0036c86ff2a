using StreamShield.App.Hosting;

namespace StreamShield.App.Commands;

/// <summary>Range checks for command line values.</summary>
internal static class Ranges
{
    /// <summary>Rejects a value outside a range.</summary>
    /// <exception cref="UserException">The value is out of range.</exception>
    public static void Check(string option, double value, double min, double max)
    {
        if (!(value >= min && value <= max))
        {
            throw new UserException($"{option} {value} is out of range: choose {min} to {max}.");
        }
    }
}
