using System.Net.Sockets;
using System.Text;
using StreamShield.Core;
using StreamShield.Tests.App;

namespace StreamShield.Tests.EndToEnd;

/// <summary>Between the panic button and a viewer's socket stands no thread of the runtime's pool: here none of them is free, and none will be.</summary>
[Collection(EndToEndTests.Name)]
public sealed class BlockedPoolTests
{
    private const int EndOfImage = 0xD9;
    private static readonly FrameSize Size = new(320, 180);

    [Fact]
    public async Task The_panics_slate_comes_while_the_pool_is_blocked()
    {
        await using var fixture = await LocalServerFixture.StartAsync(Size);
        using var outlet = new Outlet(Size) { MaxAge = TimeSpan.FromHours(1) };
        using var pump = new SinkPump(fixture.Stream, outlet, 30);
        pump.Start();
        using var slate = Panicked();
        outlet.Back.Begin().Fill(200);
        outlet.Back.Stamp(1, TimeProvider.System.GetTimestamp());
        outlet.Publish();
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { ReceiveTimeout = 30_000 };
        await socket.ConnectAsync("127.0.0.1", fixture.Server.Port);
        await socket.SendAsync(Encoding.ASCII.GetBytes($"GET {fixture.Picture.PathAndQuery} HTTP/1.1\r\nHost: localhost:{fixture.Server.Port}\r\n\r\n"));
        Assert.True(SpinWait.SpinUntil(() => fixture.Stream.Clients == 1, TimeSpan.FromSeconds(60)));
        var seen = false;
        var watching = new Thread(() => seen = UntilSlate(socket, slate, outlet)) { IsBackground = true };

        ThreadPool.GetMaxThreads(out var workers, out var others);

        // Not disposed: those who wait for it come back later.
        var go = new ManualResetEventSlim();
        try
        {
            Assert.True(ThreadPool.SetMaxThreads(Most, others));
            Block(go);
            watching.Start();
            watching.Join(TimeSpan.FromSeconds(60));
        }
        finally
        {
            go.Set();
            ThreadPool.SetMaxThreads(workers, others);
        }

        Assert.True(seen);
    }

    private static int Most
    {
        get
        {
            ThreadPool.GetMinThreads(out var least, out _);
            return Math.Max(least, Environment.ProcessorCount);
        }
    }

    private static ShieldedFrame Panicked() => new Slate(Size).Make(SlateReason.Panic);

    /// <summary>Until every thread of the pool waits and more work is in the queue.</summary>
    private static void Block(ManualResetEventSlim go)
    {
        var blocked = 0;
        for (var i = 0; i < Most + 200; i++)
        {
            ThreadPool.UnsafeQueueUserWorkItem(_ =>
            {
                Interlocked.Increment(ref blocked);
                go.Wait();
            }, null);
        }

        // This test itself may hold one of them.
        Assert.True(SpinWait.SpinUntil(() => Volatile.Read(ref blocked) >= Most - 1 && ThreadPool.PendingWorkItemCount > 0, TimeSpan.FromSeconds(60)));
    }

    /// <summary>Reads pictures on a thread of its own, presses the button after the third, and goes on until its card is seen.</summary>
    private static bool UntilSlate(Socket socket, ShieldedFrame slate, Outlet outlet)
    {
        var buffer = new byte[1 << 20];
        var (filled, pictures) = (0, 0);
        try
        {
            while (pictures < 300 && socket.Receive(buffer, filled, buffer.Length - filled, SocketFlags.None) is > 0 and var count)
            {
                filled += count;
                while (Picture(buffer.AsSpan(0, filled)) is var (start, end) && end > 0)
                {
                    using var grey = OpenCvSharp.Cv2.ImDecode(buffer.AsSpan(start, end - start).ToArray(), OpenCvSharp.ImreadModes.Grayscale);
                    buffer.AsSpan(end, filled - end).CopyTo(buffer);
                    filled -= end;
                    if (++pictures == 3)
                    {
                        outlet.Panic = true;
                    }

                    // The picture was all of one light grey.
                    if (pictures > 3 && grey.Mean().Val0 < 150 && Math.Abs(grey.At<byte>(2, 2) - ((slate.Luma[(2 * Size.Width) + 2] - 16) * 255 / 219.0)) < 12)
                    {
                        return true;
                    }
                }
            }
        }
        catch (SocketException)
        {
            // Nothing came.
        }

        return false;
    }

    private static (int Start, int End) Picture(ReadOnlySpan<byte> bytes)
    {
        var start = bytes.IndexOf([(byte)0xFF, (byte)0xD8]);
        var end = start < 0 ? -1 : bytes[start..].IndexOf([(byte)0xFF, (byte)EndOfImage]);
        return end < 0 ? (0, 0) : (start, start + end + 2);
    }
}
