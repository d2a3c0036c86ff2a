namespace StreamShield.Tests.Devices;

/// <summary>Passes writes on and tells of each flush, so that a test can go in step with the reader.</summary>
internal sealed class FlushCounter(Stream inner) : MemoryStream
{
    public SemaphoreSlim Flushed { get; } = new(0);

    public override void Write(ReadOnlySpan<byte> buffer) => inner.Write(buffer);

    public override void Flush()
    {
        inner.Flush();
        Flushed.Release();
    }

    protected override void Dispose(bool disposing)
    {
        Flushed.Dispose();
        base.Dispose(disposing);
    }
}
