namespace StreamShield.Tests.Devices;

/// <summary>Passes writes on and tells of each flush, so that a test can go in step with the reader.</summary>
internal sealed class FlushCounter(Stream inner) : MemoryStream
{
    public SemaphoreSlim Flushed { get; } = new(0);

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => inner.WriteAsync(buffer, cancellationToken);

    public override async Task FlushAsync(CancellationToken cancellationToken)
    {
        await inner.FlushAsync(cancellationToken);
        Flushed.Release();
    }

    protected override void Dispose(bool disposing)
    {
        Flushed.Dispose();
        base.Dispose(disposing);
    }
}
