using StreamShield.App.Hosting;

namespace StreamShield.App.Profiles;

/// <summary>The plate of a room cannot be used, and nobody has said to go on without it.</summary>
/// <param name="room">The room.</param>
/// <param name="trouble">Why; one sentence.</param>
internal sealed class PlateLostException(string room, string trouble)
    : UserException($"{trouble.TrimEnd('.')}. Without it the model alone decides what of '{room}' is hidden: say --without-plate to go on so.")
{
    /// <summary>Why; one sentence.</summary>
    public string Trouble => trouble;
}
