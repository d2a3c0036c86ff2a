namespace StreamShield.Core.Frames;

/// <summary>Takes shielded pictures somewhere: memory, a file, a stream, a virtual camera. Called from one thread at a time.</summary>
/// <remarks>By type it cannot be given a raw <see cref="Frame"/>. Disposing without <see cref="Complete"/> leaves nothing half-written behind.</remarks>
public interface ISink : IDisposable
{
    /// <summary>What it is, for people.</summary>
    string Name { get; }

    /// <summary>False for one that only looks on: nobody sees its pictures, so it is no output that could be switched.</summary>
    bool IsForViewers => true;

    /// <summary>Takes one picture; reads it during the call only. Allocates nothing once warm.</summary>
    /// <exception cref="ShieldException">The picture could not be delivered.</exception>
    void Write(ShieldedFrame frame);

    /// <summary>Finishes for good after the last picture: flushes, publishes the file. Called at most once, then <see cref="IDisposable.Dispose"/>.</summary>
    void Complete();
}
