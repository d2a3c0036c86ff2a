using StreamShield.Core.Frames;

namespace StreamShield.Core.Pipeline;

/// <summary>The list of witnesses. Thread-safe; costs nothing while it is empty.</summary>
internal sealed class Witnesses
{
    private volatile IShieldWitness[] _all = [];
    private readonly Lock _changes = new();

    /// <summary>Number of witnesses.</summary>
    public int Count => _all.Length;

    /// <summary>Adds a witness unless it is in the list.</summary>
    public void Add(IShieldWitness witness)
    {
        ArgumentNullException.ThrowIfNull(witness);
        lock (_changes)
        {
            _all = [.. _all.Where(other => other != witness), witness];
        }
    }

    /// <summary>Removes a witness. A call in progress is completed.</summary>
    public void Remove(IShieldWitness witness)
    {
        lock (_changes)
        {
            _all = [.. _all.Where(other => other != witness)];
        }
    }

    /// <summary>Calls every witness. One that throws is told so and removed.</summary>
    public void Look(Frame raw, FrameShield shield, ShieldedFrame output)
    {
        foreach (var witness in _all)
        {
            try
            {
                witness.Look(raw, shield, output);
            }
            catch (Exception e)
            {
                Remove(witness);
                witness.Failed(e);
            }
        }
    }
}
