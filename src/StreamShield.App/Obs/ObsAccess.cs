using StreamShield.App.Hosting;

namespace StreamShield.App.Obs;

/// <summary>The address of OBS and its password. What the user typed comes first, then the environment, then what OBS itself has stored.</summary>
internal sealed class ObsAccess
{
    /// <summary>Environment variable that holds the password.</summary>
    public const string PasswordVariable = "STREAMSHIELD_OBS_PASSWORD";

    private static readonly Lazy<string?> FromEnvironment = new(static () => EnvironmentSecret.Take(PasswordVariable));

    private readonly string? _password;
    private readonly IEnumerable<string> _folders;

    /// <summary>Access to OBS.</summary>
    /// <param name="address">The address as typed; null for this computer and the port that OBS has stored.</param>
    /// <param name="password">The password as typed, or null.</param>
    /// <param name="folders">Folders that may hold OBS's settings; null for the usual ones.</param>
    /// <exception cref="UserException">The address is not valid.</exception>
    public ObsAccess(string? address, string? password, IEnumerable<string>? folders = null)
    {
        _folders = folders ?? ObsOwnSettings.UsualFolders;
        _password = password ?? FromEnvironment.Value;
        Address = address is not null ? ObsAddress.Parse(address) : ObsAddress.Here(ObsOwnSettings.Find(_folders)?.Port ?? ObsAddress.DefaultPort);
    }

    /// <summary>Removes the password from the environment, so that no child process inherits it.</summary>
    public static void TakePassword() => _ = FromEnvironment.Value;

    /// <summary>Where OBS listens.</summary>
    public ObsAddress Address { get; }

    /// <summary>The current password, or null. A password stored on this computer is used only for the OBS on this computer.</summary>
    public string? Password() => _password ?? (Address.IsThisComputer ? ObsOwnSettings.Find(_folders)?.Password : null);
}
