namespace StreamShield.App.Page;

/// <summary>The page's languages; each is the file "language-CODE.js" of its assets.</summary>
internal static class Languages
{
    /// <summary>Codes of ISO 639, English first.</summary>
    public static IReadOnlyList<string> Codes { get; } = ["en", "de", "es", "fr", "pt", "ja"];

    /// <summary>A language's file.</summary>
    public static string FileOf(string code) => $"language-{code}.js";
}
