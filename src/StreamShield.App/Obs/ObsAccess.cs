using StreamShield.App.Hosting;

namespace StreamShield.App.Obs;

/// <summary>Where OBS is and how to get in. What the user says wins over the environment, and that over what OBS itself has stored.</summary>
internal sealed class ObsAccess
{
    /// <summary>Environment variable with the password.</summary>
    public const string PasswordVariable = "STREAMSHIELD_OBS_PASSWORD";

    private static readonly Lazy<string?> FromEnvironment = new(static () => EnvironmentSecret.Take(PasswordVariable));

    private readonly string? _password;
    private readonly IEnumerable<string> _folders;

    /// <summary>Access to OBS.</summary>
    /// <param name="address">Its address as typed, or null for this computer and the port that OBS has stored.</param>
    /// <param name="password">The password as typed, or null.</param>
    /// <param name="folders">Where OBS's settings may lie; null for the usual folders.</param>
    /// <exception cref="UserException">The address is none.</exception>
    public ObsAccess(string? address, string? password, IEnumerable<string>? folders = null)
    {
        _folders = folders ?? ObsOwnSettings.UsualFolders;
        _password = password ?? FromEnvironment.Value;
        Address = address is not null ? ObsAddress.Parse(address) : ObsAddress.Here(ObsOwnSettings.Find(_folders)?.Port ?? ObsAddress.DefaultPort);
    }

    /// <summary>Takes the password out of the environment, before any other program is started.</summary>
    public static void TakePassword() => _ = FromEnvironment.Value;

    /// <summary>Where OBS listens.</summary>
    public ObsAddress Address { get; }

    /// <summary>The password as it is now, or null. One that is stored here is tried on this computer's OBS alone.</summary>
    public string? Password() => _password ?? (Address.IsThisComputer ? ObsOwnSettings.Find(_folders)?.Password : null);
}
