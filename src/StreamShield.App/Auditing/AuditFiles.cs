using StreamShield.App.Hosting;
using StreamShield.App.Offline;
using StreamShield.Audit.Report;
using StreamShield.Audit.Results;
using StreamShield.Core.Profiles;
using StreamShield.Core.Zones;

namespace StreamShield.App.Auditing;

/// <summary>What an audit writes: the report, the figures beside it, the room with the suggested zones.</summary>
/// <param name="Report">The HTML file; null for none.</param>
/// <param name="Zones">The profile; null for none.</param>
internal sealed record AuditFiles(string? Report, string? Zones)
{
    private string? Figures => Path.ChangeExtension(Report, ".json");

    /// <summary>Makes sure beforehand that they can be written and overwrite nothing that is read.</summary>
    /// <param name="input">What is audited.</param>
    /// <param name="others">Further files that are read, with their names for people.</param>
    /// <exception cref="UserException">They clash or cannot be written.</exception>
    public void Check(string input, params (string Name, string? Path)[] others)
    {
        if (Report?.EndsWith(".html", StringComparison.OrdinalIgnoreCase) == false)
        {
            throw new UserException($"The report '{Report}' is to be an HTML file: choose a name that ends in .html.");
        }

        FileChecks.Distinct(input, [.. others, ("report", Report), ("figures", Figures), ("profile", Zones)]);
        foreach (var (name, path) in new[] { ("report", Report), ("profile", Zones) })
        {
            if (path is not null)
            {
                FileChecks.Writable(name, path);
            }
        }
    }

    /// <summary>Writes them.</summary>
    /// <param name="result">What was found.</param>
    /// <param name="figures">The figures as JSON.</param>
    /// <param name="room">The room that was audited.</param>
    public void Write(AuditResult result, byte[] figures, Profile room)
    {
        if (Report is not null)
        {
            File.WriteAllText(Report, HtmlReport.Write(result));
            File.WriteAllBytes(Figures!, figures);
        }

        if (Zones is not null)
        {
            File.WriteAllBytes(Zones, ProfileJson.Write(WithZones(room, result)));
        }
    }

    /// <summary>The room with the suggested zones, as far as there is space for them; a room without a name is called "audited".</summary>
    private static Profile WithZones(Profile room, AuditResult result) => room with
    {
        Name = room.Name.Length > 0 ? room.Name : "audited",
        Settings = room.Settings with
        {
            Zones = [.. room.Settings.Zones.Concat(result.SuggestedZones).Take(Zone.MaxZones)],
        },
    };
}
