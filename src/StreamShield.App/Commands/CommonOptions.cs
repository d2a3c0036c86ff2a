using System.CommandLine;
using StreamShield.App.Hosting;

namespace StreamShield.App.Commands;

/// <summary>Options that several commands share. Each command gets its own instances.</summary>
internal static class CommonOptions
{
    public static Option<string?> Model() => new("--model")
    {
        Description = "Another model that finds you: its name (see 'streamshield models list') or its .onnx file with the manifest beside it.",
        HelpName = "NAME",
    };

    /// <summary>Chooses among the embedded models; an alternative to <see cref="Model"/>.</summary>
    public static Option<string?> Quality()
    {
        var option = new Option<string?>("--quality")
        {
            Description = "Which embedded model finds you: fine, fast, or auto, which takes the fine one where it leaves half of the processor free; in a clip that is always so.",
            HelpName = "QUALITY",
        };
        option.AcceptOnlyFromAmong([.. Onnx.Quality.Words]);
        return option;
    }

    /// <summary>The model named on the command line; null if there is none.</summary>
    /// <exception cref="UserException">Both options were given.</exception>
    public static string? ModelOf(ParseResult parsed, Option<string?> model, Option<string?> quality)
    {
        var (named, wanted) = (parsed.GetValue(model), parsed.GetValue(quality));
        return named is not null && wanted is not null
            ? throw new UserException($"--model {named} and --quality {wanted} name two models: give one of them.")
            : named ?? wanted;
    }

    public static Option<int> Threads(int defaultValue) => Number.Option("--threads", "Processor threads for the model, 1 to 64.", defaultValue);

    public static Option<string> Size() => new("--size")
    {
        Description = "Size of the picture in pixels.",
        HelpName = "WxH",
        DefaultValueFactory = static _ => "1280x720",
    };
}
