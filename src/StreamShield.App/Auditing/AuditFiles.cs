using StreamShield.App.Hosting;
using StreamShield.App.Offline;
using StreamShield.Audit.Report;
using StreamShield.Audit.Results;
using StreamShield.Core.Profiles;
using StreamShield.Core.Zones;

namespace StreamShield.App.Auditing;

/// <summary>The output files of an audit: the report, the figures next to it, and the profile with the suggested zones.</summary>
/// <param name="Report">Path of the HTML file; null for none.</param>
/// <param name="Zones">Path of the profile; null for none.</param>
internal sealed record AuditFiles(string? Report, string? Zones)
{
    private string? Figures => Path.ChangeExtension(Report, ".json");

    /// <summary>Checks that the files can be written and do not overwrite any input.</summary>
    /// <param name="input">The clip that is audited.</param>
    /// <param name="others">Other input files with their display names.</param>
    /// <exception cref="UserException">Files clash or cannot be written.</exception>
    public void Check(string input, params (string Name, string? Path)[] others)
    {
        if (Report?.EndsWith(".html", StringComparison.OrdinalIgnoreCase) == false)
        {
            throw new UserException($"The report '{Report}' must be an HTML file: choose a name that ends in .html.");
        }

        FileChecks.Distinct(input, [.. others, ("report", Report), ("figures", Figures), ("profile", Zones)]);
        foreach (var (name, path) in new[] { ("report", Report), ("figures", Figures), ("profile", Zones) })
        {
            if (path is not null)
            {
                FileChecks.Writable(name, path);
            }
        }
    }

    /// <summary>Writes the files.</summary>
    /// <param name="result">The audit's result.</param>
    /// <param name="figures">The figures as JSON.</param>
    /// <param name="room">The profile that was audited.</param>
    public void Write(AuditResult result, byte[] figures, Profile room)
    {
        if (Report is not null)
        {
            Write(Report, System.Text.Encoding.UTF8.GetBytes(HtmlReport.Write(result)));
            Write(Figures!, figures);
        }

        if (Zones is not null)
        {
            Write(Zones, ProfileJson.Write(WithZones(room, result)));
        }
    }

    /// <summary>The file may show the room. The user may name a pipe or a device, so nothing is moved there.</summary>
    private static void Write(string path, ReadOnlySpan<byte> content)
    {
        using var stream = PrivateFile.Open(path, FileMode.Create);
        stream.Write(content);
    }

    /// <summary>The profile with the suggested zones added, up to the maximum number; a profile without a name becomes "audited".</summary>
    private static Profile WithZones(Profile room, AuditResult result) => room with
    {
        Name = room.Name.Length > 0 ? room.Name : "audited",
        Settings = room.Settings with
        {
            Zones = [.. room.Settings.Zones.Concat(result.SuggestedZones).Take(Zone.MaxZones)],
        },
    };
}
