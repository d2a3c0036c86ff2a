namespace StreamShield.Core.Frames;

/// <summary>A destination for shielded pictures: memory, a file, a stream, a virtual camera. Called by one thread at a time.</summary>
/// <remarks>Its type keeps it from ever receiving a raw <see cref="Frame"/>. Disposing it without <see cref="Complete"/> leaves nothing half-written
/// behind.</remarks>
public interface ISink : IDisposable
{
    /// <summary>Name shown to people.</summary>
    string Name { get; }

    /// <summary>True if somebody sees the pictures: then it is listed among the outputs and can be switched off. False for one that only measures.</summary>
    bool IsForViewers => true;

    /// <summary>Writes one picture. Reads it only during the call. Does not allocate after the first calls.</summary>
    /// <exception cref="ShieldException">The picture could not be delivered.</exception>
    void Write(ShieldedFrame frame);

    /// <summary>Finishes after the last picture: flushes, publishes the file. Called at most once, before <see
    /// cref="IDisposable.Dispose"/>.</summary>
    void Complete();
}
