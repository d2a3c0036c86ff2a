using System.Text.Json;
using StreamShield.Core.Profiles;
using StreamShield.Core.Settings;
using StreamShield.Core.Zones;

namespace StreamShield.App.Profiles;

/// <summary>Parts of a profile in the JSON form of its file.</summary>
internal static class ProfileFields
{
    /// <summary>Selected fields of a profile.</summary>
    /// <param name="room">Any profile; its name may be empty.</param>
    /// <param name="names">Names of the fields.</param>
    /// <param name="more">Writes additional fields.</param>
    public static JsonElement Of(Profile room, IReadOnlyCollection<string> names, Action<Utf8JsonWriter> more)
    {
        using var profile = JsonDocument.Parse(ProfileJson.Write(room with { Name = "room" }));
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            foreach (var field in profile.RootElement.EnumerateObject().Where(field => names.Contains(field.Name)))
            {
                field.WriteTo(json);
            }

            more(json);
            json.WriteEndObject();
        }

        using var chosen = JsonDocument.Parse(bytes.ToArray());
        return chosen.RootElement.Clone();
    }

    /// <summary>Zones as a JSON array.</summary>
    public static JsonElement Zones(IReadOnlyList<Zone> zones) =>
        Of(new Profile { Name = "room", Settings = new ShieldSettings { Zones = zones } }, ["zones"], static _ => { }).GetProperty("zones");
}
