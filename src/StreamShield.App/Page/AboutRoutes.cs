using System.Runtime.InteropServices;
using System.Text;
using StreamShield.App.Hosting;
using StreamShield.App.Http;
using StreamShield.App.Page.Views;

namespace StreamShield.App.Page;

/// <summary>Information about the program: the system it runs on, and licences.</summary>
internal static class AboutRoutes
{
    private const string Notices = "THIRD-PARTY-NOTICES.txt";

    /// <summary>Adds the routes.</summary>
    public static IEnumerable<Route> Routes =>
    [
        new("GET", "system", (context, _) => Answer.JsonAsync(context, Now(), PageJson.Default.SystemView)),
        new("GET", "licences.txt", (context, _) => Answer.BytesAsync(context, Licences(), "text/plain; charset=utf-8")),
    ];

    private static SystemView Now() => new(
        RuntimeInformation.OSDescription, RuntimeInformation.ProcessArchitecture.ToString(), RuntimeInformation.FrameworkDescription, Environment.ProcessorCount, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 20);

    /// <summary>Packages contain a file with all notices. A build from source has only its own licence and names the libraries.</summary>
    private static byte[] Licences()
    {
        var file = Path.Combine(AppContext.BaseDirectory, Notices);
        if (File.Exists(file))
        {
            return File.ReadAllBytes(file);
        }

        using var stream = typeof(AboutRoutes).Assembly.GetManifestResourceStream("LICENSE")!;
        using var reader = new StreamReader(stream);
        var libraries = typeof(AboutRoutes).Assembly.GetReferencedAssemblies()
            .Where(static one => !one.Name!.StartsWith("System.", StringComparison.Ordinal) && !one.Name.StartsWith("StreamShield", StringComparison.Ordinal) && !one.Name.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal))
            .Select(static one => $"{one.Name} {one.Version}").Order(StringComparer.Ordinal);
        return Encoding.UTF8.GetBytes($"StreamShield {AppVersion.Text}\n\n{reader.ReadToEnd()}\n\nLibraries in this build, each under its own licence (the packages bring their texts in {Notices}):\n{string.Join('\n', libraries)}\n");
    }
}
