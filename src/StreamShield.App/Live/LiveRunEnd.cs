using StreamShield.Core.Pipeline;

namespace StreamShield.App.Live;

/// <summary>How a run ended that may begin anew with another size or rate of the pictures.</summary>
/// <param name="Next">The options to begin anew with; null for the end.</param>
/// <param name="Last">The options that worked, to go back to; null if there are none.</param>
/// <param name="Session">The session that has ended.</param>
/// <param name="HasUnsavedChanges">True if changes would be lost if it did not begin anew.</param>
internal sealed record LiveRunEnd(RunOptions? Next, RunOptions? Last, ShieldSession Session, bool HasUnsavedChanges)
{
    /// <summary>Outputs that are off stay off.</summary>
    public void CarryOver(ShieldSession session)
    {
        foreach (var pump in session.Pumps)
        {
            pump.On = Session.Pumps.FirstOrDefault(old => old.Name == pump.Name)?.On ?? true;
        }
    }
}
