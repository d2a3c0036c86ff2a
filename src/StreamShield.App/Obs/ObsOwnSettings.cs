using System.Globalization;
using System.Text;
using System.Text.Json;
using StreamShield.Core.Storage;

namespace StreamShield.App.Obs;

/// <summary>The settings of the WebSocket server that OBS on this computer has stored. They are only read, and the password is never shown.</summary>
/// <param name="IsEnabled">True when the server is on.</param>
/// <param name="Port">Its port.</param>
/// <param name="Password">Its password; null when OBS asks for none.</param>
internal sealed record ObsOwnSettings(bool IsEnabled, int Port, string? Password)
{
    private const long MaxFileBytes = 1 << 20;

    /// <summary>Folders that may hold OBS's settings, depending on how it was installed; most do not exist.</summary>
    public static IEnumerable<string> UsualFolders
    {
        get
        {
            var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile, Environment.SpecialFolderOption.DoNotVerify);
            if (OperatingSystem.IsMacOS())
            {
                yield return Path.Combine(home, "Library", "Application Support", "obs-studio");
                yield break;
            }

            // %AppData% on Windows, XDG_CONFIG_HOME or ~/.config on Linux.
            yield return Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData, Environment.SpecialFolderOption.DoNotVerify), "obs-studio");
            yield return Path.Combine(home, ".var", "app", "com.obsproject.Studio", "config", "obs-studio");
            yield return Path.Combine(home, "snap", "obs-studio", "current", ".config", "obs-studio");
        }
    }

    /// <summary>Looks for them: obs-websocket 5.5 and newer (OBS 30.2) have a file of the plugin's own, older ones (OBS 28 to 30.1) a part of global.ini.</summary>
    /// <param name="folders">Folders to search, in order.</param>
    /// <returns>The first settings that can be read, or null.</returns>
    public static ObsOwnSettings? Find(IEnumerable<string> folders)
    {
        foreach (var folder in folders)
        {
            var found = TextOf(Path.Combine(folder, "plugin_config", "obs-websocket", "config.json")) is { } json ? FromJson(json)
                : TextOf(Path.Combine(folder, "global.ini")) is { } ini ? FromIni(ini)
                : null;
            if (found is not null)
            {
                return found;
            }
        }

        return null;
    }

    /// <summary>Reads the plugin's own file; null when it is not valid.</summary>
    internal static ObsOwnSettings? FromJson(string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            var root = json.RootElement;
            if (root.ValueKind != JsonValueKind.Object)
            {
                return null;
            }

            var wantsPassword = !root.TryGetProperty("auth_required", out var wants) || wants.ValueKind != JsonValueKind.False;
            return new ObsOwnSettings(
                root.TryGetProperty("server_enabled", out var enabled) && enabled.ValueKind == JsonValueKind.True,
                root.TryGetProperty("server_port", out var port) && port.ValueKind == JsonValueKind.Number && port.TryGetInt32(out var number) ? number : ObsAddress.DefaultPort,
                wantsPassword && root.TryGetProperty("server_password", out var password) && password.ValueKind == JsonValueKind.String ? password.GetString() : null);
        }
        catch (JsonException)
        {
            // The file belongs to OBS, so a broken one counts as missing: the password can be given in other ways.
            return null;
        }
    }

    /// <summary>Reads the part [OBSWebSocket] of global.ini; null when there is none.</summary>
    internal static ObsOwnSettings? FromIni(string text)
    {
        var values = text.Split('\n')
            .Select(static line => line.Trim('\r', ' ', '\t', '\uFEFF'))
            .SkipWhile(static line => line != "[OBSWebSocket]")
            .Skip(1)
            .TakeWhile(static line => !line.StartsWith('['))
            .Select(static line => line.Split('=', 2))
            .Where(static pair => pair.Length == 2)
            .GroupBy(static pair => pair[0].TrimEnd(), StringComparer.Ordinal)
            .ToDictionary(static same => same.Key, static same => Unescape(same.First()[1].TrimStart()), StringComparer.Ordinal);
        if (values.Count == 0)
        {
            return null;
        }

        return new ObsOwnSettings(
            values.GetValueOrDefault("ServerEnabled") == "true",
            int.TryParse(values.GetValueOrDefault("ServerPort"), NumberStyles.None, CultureInfo.InvariantCulture, out var port) ? port : ObsAddress.DefaultPort,
            values.GetValueOrDefault("AuthRequired") == "false" ? null : values.GetValueOrDefault("ServerPassword"));
    }

    /// <summary>OBS writes a backslash as two, and line breaks as \r and \n; a backslash before anything else is itself.</summary>
    private static string Unescape(string value)
    {
        var text = new StringBuilder(value.Length);
        for (var i = 0; i < value.Length; i++)
        {
            var meant = value[i] == '\\' && i + 1 < value.Length ? value[i + 1] switch { '\\' => '\\', 'r' => '\r', 'n' => '\n', _ => '\0' } : '\0';
            text.Append(meant == '\0' ? value[i] : meant);
            i += meant == '\0' ? 0 : 1;
        }

        return text.ToString();
    }

    private static string? TextOf(string path)
    {
        try
        {
            return File.Exists(path) ? Encoding.UTF8.GetString(PlainFile.Read(path, MaxFileBytes)).TrimStart('\uFEFF') : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Another user's OBS counts as missing.
            return null;
        }
    }
}
