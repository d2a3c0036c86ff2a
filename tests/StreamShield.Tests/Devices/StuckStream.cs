namespace StreamShield.Tests.Devices;

/// <summary>A client whose connection takes nothing until it is cancelled.</summary>
internal sealed class StuckStream : MemoryStream
{
    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
        await Task.Delay(Timeout.Infinite, cancellationToken);
}
