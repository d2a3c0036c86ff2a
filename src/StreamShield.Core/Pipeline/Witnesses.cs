using StreamShield.Core.Frames;

namespace StreamShield.Core.Pipeline;

/// <summary>Those who look on. May be changed from any thread; costs nothing while there are none.</summary>
internal sealed class Witnesses
{
    private volatile IShieldWitness[] _all = [];
    private readonly Lock _changes = new();

    /// <summary>How many there are.</summary>
    public int Count => _all.Length;

    /// <summary>Adds one, once.</summary>
    public void Add(IShieldWitness witness)
    {
        ArgumentNullException.ThrowIfNull(witness);
        lock (_changes)
        {
            _all = [.. _all.Where(other => other != witness), witness];
        }
    }

    /// <summary>Takes one away; a look that has begun goes on to its end.</summary>
    public void Remove(IShieldWitness witness)
    {
        lock (_changes)
        {
            _all = [.. _all.Where(other => other != witness)];
        }
    }

    /// <summary>Lets each look; one that throws is told and dismissed.</summary>
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
