using System.Reflection;

namespace StreamShield.App.Hosting;

/// <summary>Which StreamShield this is: the version of its tag and the commit it was built from.</summary>
internal static class AppVersion
{
    private const int ShortRevision = 7;

    /// <summary>"1.2.0+1a2b3c4".</summary>
    public static string Text { get; } = Shorten(typeof(AppVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0.0.0");

    /// <summary>The same without the commit.</summary>
    public static string Release { get; } = Text.Split('+')[0];

    /// <summary>Where GitHub says which release is the newest; null unless whoever built this said so (-p:ReleasesAddress=…).</summary>
    public static Uri? Releases { get; } = Said("ReleasesAddress") is { Length: > 0 } address ? new Uri(address) : null;

    /// <summary>True for a build without OpenCV (.ci/package --without-opencv): no camera and no clip can be opened, and all the rest can be tried.</summary>
    public static bool IsIncomplete { get; } = Said("Incomplete") is not null;

    private static string? Said(string key) => typeof(AppVersion).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().FirstOrDefault(data => data.Key == key)?.Value;

    /// <summary>A revision is told apart by its first digits.</summary>
    internal static string Shorten(string version) =>
        version.Split('+') is [var release, var revision] ? $"{release}+{revision[..Math.Min(ShortRevision, revision.Length)]}" : version;
}
