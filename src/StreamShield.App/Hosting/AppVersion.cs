using System.Reflection;

namespace StreamShield.App.Hosting;

/// <summary>The program's version: the release of its tag and the commit it was built from.</summary>
internal static class AppVersion
{
    private const int ShortRevision = 7;

    /// <summary>Such as "1.2.0+1a2b3c4".</summary>
    public static string Text { get; } = Shorten(typeof(AppVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0.0.0");

    /// <summary>The version without the commit.</summary>
    public static string Release { get; } = Text.Split('+')[0];

    /// <summary>Where GitHub reports the latest release; null unless it was set when building (-p:ReleasesAddress=…).</summary>
    public static Uri? Releases { get; } = Metadata("ReleasesAddress") is { Length: > 0 } address ? new Uri(address) : null;

    /// <summary>True for a build without OpenCV (.ci/package --without-opencv): it cannot open cameras or clips; everything else can be tried.</summary>
    public static bool IsIncomplete { get; } = Metadata("Incomplete") is not null;

    private static string? Metadata(string key) => typeof(AppVersion).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().FirstOrDefault(data => data.Key == key)?.Value;

    /// <summary>Shortens the revision to its first digits.</summary>
    internal static string Shorten(string version) =>
        version.Split('+') is [var release, var revision] ? $"{release}+{revision[..Math.Min(ShortRevision, revision.Length)]}" : version;
}
