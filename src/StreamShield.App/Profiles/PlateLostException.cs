using StreamShield.App.Hosting;

namespace StreamShield.App.Profiles;

/// <summary>The plate of a profile cannot be used, and nobody has agreed to continue without it.</summary>
/// <param name="room">Name of the profile.</param>
/// <param name="trouble">Why it cannot be used, in one sentence.</param>
internal sealed class PlateLostException(string room, string trouble)
    : UserException($"{trouble.TrimEnd('.')}. Without it the model alone decides what of '{room}' is hidden: add --without-plate to continue anyway.")
{
    /// <summary>Why the plate cannot be used, in one sentence.</summary>
    public string Trouble => trouble;
}
