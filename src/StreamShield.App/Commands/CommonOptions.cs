using System.CommandLine;

namespace StreamShield.App.Commands;

/// <summary>Options that several commands share, each made anew for its command.</summary>
internal static class CommonOptions
{
    /// <summary>The model.</summary>
    public static Option<string?> Model() => new("--model")
    {
        Description = "Another model that finds you: its name (see 'streamshield models list') or its .onnx file with the manifest beside it.",
        HelpName = "NAME",
    };

    /// <summary>Threads of the model.</summary>
    public static Option<int> Threads(int usual) => Number.Option("--threads", "Processor threads for the model, 1 to 64.", usual);

    /// <summary>The picture's size.</summary>
    public static Option<string> Size() => new("--size")
    {
        Description = "Size of the picture in pixels.",
        HelpName = "WxH",
        DefaultValueFactory = static _ => "1280x720",
    };
}
