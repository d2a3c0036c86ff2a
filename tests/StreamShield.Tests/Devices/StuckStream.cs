namespace StreamShield.Tests.Devices;

/// <summary>A client whose connection takes nothing until it breaks.</summary>
internal sealed class StuckStream : MemoryStream
{
    private readonly ManualResetEventSlim _broken = new();

    /// <summary>Set once somebody waits.</summary>
    public ManualResetEventSlim IsStuck { get; } = new();

    public void Break() => _broken.Set();

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        IsStuck.Set();
        _broken.Wait();
        throw new IOException("The connection is broken.");
    }
}
