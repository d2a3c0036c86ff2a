using StreamShield.App.Hosting;
using StreamShield.Core.Frames;
using StreamShield.Core.Json;

namespace StreamShield.App.Desktop;

/// <summary>Settings that belong to this computer rather than to a profile, in a small file next to the profiles.</summary>
internal sealed class DesktopSettings(string folder)
{
    private const int MaxTextLength = 64;

    private string FileName => Path.Combine(folder, "desktop.json");

    /// <summary>The stored panic key, or the default; null for none.</summary>
    /// <exception cref="UserException">The file cannot be read.</exception>
    public KeyChord? PanicKey
    {
        get
        {
            try
            {
                if (!File.Exists(FileName))
                {
                    return KeyChord.Default;
                }

                var fields = JsonFields.Read(File.ReadAllBytes(FileName), FileName);
                return KeyChord.Parse(fields.NeededText("panicKey", MaxTextLength) ?? KeyChord.None);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or ShieldException)
            {
                throw new UserException($"{e.Message.TrimEnd('.')}: mend or delete {FileName}.");
            }
        }
        set
        {
            PrivateFile.Write(FileName, System.Text.Encoding.UTF8.GetBytes($"{{ \"panicKey\": \"{value?.ToString() ?? KeyChord.None}\" }}\n"));
        }
    }
}
