using System.IO.Pipes;
using StreamShield.Devices.Sound.Pulse;

namespace StreamShield.Tests.Devices.Sound.Pulse;

/// <summary>A pipe as there is one to each client.</summary>
public sealed class PulsePipeTests
{
    [Fact]
    public void What_waits_in_it_is_counted()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Pipes are asked the Linux way.");
        using var reader = new AnonymousPipeServerStream(PipeDirection.In);
        using var writer = new AnonymousPipeClientStream(PipeDirection.Out, reader.ClientSafePipeHandle);
        Assert.Equal(0, PulsePipe.Waiting(reader));
        writer.Write(new byte[1000]);
        Assert.Equal(1000, PulsePipe.Waiting(reader));
        reader.ReadExactly(new byte[300]);
        Assert.Equal(700, PulsePipe.Waiting(reader));
    }

    [Fact]
    public void A_shortened_one_has_room_when_all_was_taken()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Pipes are asked the Linux way.");
        using var reader = new AnonymousPipeServerStream(PipeDirection.In);
        using var writer = new AnonymousPipeClientStream(PipeDirection.Out, reader.ClientSafePipeHandle);
        PulsePipe.Shorten(writer);
        Assert.True(PulsePipe.WaitUntilTaken(writer));
        writer.Write(new byte[2000]);
        Assert.False(PulsePipe.WaitUntilTaken(writer));
        reader.ReadExactly(new byte[1000]);
        Assert.False(PulsePipe.WaitUntilTaken(writer));
        reader.ReadExactly(new byte[1000]);
        Assert.True(PulsePipe.WaitUntilTaken(writer));
    }

    [Fact]
    public void A_reader_that_has_gone_ends_the_wait()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Pipes are asked the Linux way.");
        using var reader = new AnonymousPipeServerStream(PipeDirection.In);
        using var writer = new AnonymousPipeClientStream(PipeDirection.Out, reader.ClientSafePipeHandle);
        PulsePipe.Shorten(writer);
        writer.Write(new byte[2000]);
        reader.Dispose();
        Assert.True(PulsePipe.WaitUntilTaken(writer));
        Assert.Throws<IOException>(() => writer.Write(new byte[1]));
    }
}
