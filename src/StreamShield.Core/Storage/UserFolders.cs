namespace StreamShield.Core.Storage;

/// <summary>Where this user's files lie. Read from the environment on every call; nothing is created.</summary>
public static class UserFolders
{
    /// <summary>Environment variable that names another <see cref="Configuration"/>.</summary>
    public const string ConfigurationVariable = "STREAMSHIELD_CONFIG";

    /// <summary>Environment variable that names another <see cref="Data"/>.</summary>
    public const string DataVariable = "STREAMSHIELD_DATA";

    /// <summary>File beside the program that makes it portable: everything lies in <see cref="PortableFolder"/> there.</summary>
    public const string PortableFile = "portable.txt";

    private const string PortableFolder = "settings";
    private const string Ours = "streamshield";

    /// <summary>What the user chose: streamshield under XDG_CONFIG_HOME or ~/.config, under %AppData% on Windows.</summary>
    public static string Configuration => Find(ConfigurationVariable, Environment.SpecialFolder.ApplicationData);

    /// <summary>What belongs to this computer: streamshield under XDG_DATA_HOME or ~/.local/share, under %LocalAppData% on Windows.</summary>
    public static string Data => Find(DataVariable, Environment.SpecialFolder.LocalApplicationData);

    private static string Find(string variable, Environment.SpecialFolder usual)
    {
        if (Environment.GetEnvironmentVariable(variable) is { Length: > 0 } chosen)
        {
            return Path.GetFullPath(chosen);
        }

        if (File.Exists(Path.Combine(AppContext.BaseDirectory, PortableFile)))
        {
            return Path.Combine(AppContext.BaseDirectory, PortableFolder, usual == Environment.SpecialFolder.ApplicationData ? "rooms" : "data");
        }

        var folder = Environment.GetFolderPath(usual, Environment.SpecialFolderOption.DoNotVerify);
        return Path.Combine(folder.Length > 0 ? folder : AppContext.BaseDirectory, Ours);
    }
}
