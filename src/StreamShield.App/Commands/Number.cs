using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Numerics;

namespace StreamShield.App.Commands;

/// <summary>Options that take a number, with a clear message if the text is not one.</summary>
internal static class Number
{
    /// <summary>An option with a default value.</summary>
    public static Option<T> Option<T>(string name, string description, T defaultValue)
        where T : struct, INumber<T> => new(name)
        {
            Description = description,
            HelpName = "N",
            DefaultValueFactory = _ => defaultValue,
            CustomParser = static result => Parse<T>(result) ?? default,
        };

    /// <summary>An optional option.</summary>
    public static Option<T?> Optional<T>(string name, string description)
        where T : struct, INumber<T> => new(name)
        {
            Description = description,
            HelpName = "N",
            CustomParser = Parse<T>,
        };

    /// <summary>An option that may be left out, or given without its number.</summary>
    public static Option<T?> Optional<T>(string name, string description, T whenBare)
        where T : struct, INumber<T> => new(name)
        {
            Description = description,
            HelpName = "N",
            Arity = ArgumentArity.ZeroOrOne,
            CustomParser = result => result.Tokens.Count == 0 ? whenBare : Parse<T>(result),
        };

    private static T? Parse<T>(ArgumentResult result)
        where T : struct, INumber<T>
    {
        var text = result.Tokens[0].Value;
        if (T.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
        {
            return number;
        }

        var name = (result.Parent as OptionResult)?.IdentifierToken?.Value ?? "This option";
        result.AddError($"{name} wants {(T.IsInteger(T.CreateTruncating(0.5)) ? "a whole number" : "a number")} and not '{text}'");
        return null;
    }
}
