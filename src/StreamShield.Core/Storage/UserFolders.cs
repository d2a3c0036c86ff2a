namespace StreamShield.Core.Storage;

/// <summary>The folders of this user's files. Read from the environment on every call; nothing is created.</summary>
public static class UserFolders
{
    /// <summary>Environment variable that overrides <see cref="Configuration"/>.</summary>
    public const string ConfigurationVariable = "STREAMSHIELD_CONFIG";

    /// <summary>Environment variable that overrides <see cref="Data"/>.</summary>
    public const string DataVariable = "STREAMSHIELD_DATA";

    /// <summary>A file of this name beside the program makes it portable: everything is stored in <see cref="PortableFolder"/> there.</summary>
    public const string PortableFile = "portable.txt";

    private const string PortableFolder = "settings";
    private const string Ours = "streamshield";

    /// <summary>Folder of the user's settings: streamshield under XDG_CONFIG_HOME or ~/.config; under %AppData% on Windows.</summary>
    public static string Configuration => Find(ConfigurationVariable, Environment.SpecialFolder.ApplicationData);

    /// <summary>Folder of this computer's data: streamshield under XDG_DATA_HOME or ~/.local/share; under %LocalAppData% on Windows.</summary>
    public static string Data => Find(DataVariable, Environment.SpecialFolder.LocalApplicationData);

    private static string Find(string variable, Environment.SpecialFolder standard)
    {
        if (Environment.GetEnvironmentVariable(variable) is { Length: > 0 } chosen)
        {
            return Path.GetFullPath(chosen);
        }

        if (File.Exists(Path.Combine(AppContext.BaseDirectory, PortableFile)))
        {
            return Path.Combine(AppContext.BaseDirectory, PortableFolder, standard == Environment.SpecialFolder.ApplicationData ? "rooms" : "data");
        }

        var folder = Environment.GetFolderPath(standard, Environment.SpecialFolderOption.DoNotVerify);
        return Path.Combine(folder.Length > 0 ? folder : AppContext.BaseDirectory, Ours);
    }
}
