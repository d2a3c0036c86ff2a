using System.Diagnostics;
using OpenCvSharp;
using StreamShield.Core.Frames;
using StreamShield.Devices.Mjpeg;
using StreamShield.Devices.Tools;

namespace StreamShield.Tests.Devices;

public sealed class MjpegTests : IDisposable
{
    private static readonly FrameSize Size = new(160, 96);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly MjpegSink _sink = new(Size, 90);
    private readonly ShieldedFrame _frame = TestPictures.Solid(Size, 81, 90, 240);
    private readonly CancellationTokenSource _limit = new(Patience);

    [Fact]
    public void Nothing_is_encoded_while_nobody_looks()
    {
        _sink.Write(_frame);
        Assert.Equal(0, _sink.Encoded);
        using (_sink.Attach())
        {
            Assert.Equal(1, _sink.Clients);
            _sink.Write(_frame);
        }

        _sink.Write(_frame);
        Assert.Equal(1, _sink.Encoded);
        Assert.Equal(0, _sink.Clients);
    }

    /// <summary>Also of the encoder that a build without OpenCV has.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_picture_has_the_standards_colours(bool isManaged)
    {
        using var client = _sink.Attach();
        using var managed = new ManagedJpegEncoder(Size, 90);
        foreach (var (y, u, v) in new (byte, byte, byte)[] { (16, 128, 128), (235, 128, 128), (81, 90, 240), (145, 54, 34), (41, 240, 110) })
        {
            TestPictures.Fill(_frame, y, u, v);
            _sink.Write(_frame);
            Assert.True(client.Next(_limit.Token));
            using var picture = Cv2.ImDecode(isManaged ? managed.Encode(_frame).ToArray() : client.Jpeg.ToArray(), ImreadModes.Color);
            var pixel = picture.At<Vec3b>(48, 80);
            var (b, g, r) = TestPictures.Bgr(y, u, v);
            Assert.Equal((Size.Width, Size.Height), (picture.Cols, picture.Rows));
            Assert.InRange(pixel.Item0, b - 4, b + 4);
            Assert.InRange(pixel.Item1, g - 4, g + 4);
            Assert.InRange(pixel.Item2, r - 4, r + 4);
        }
    }

    [Fact]
    public async Task A_client_waits_for_what_is_newer_and_gets_the_newest()
    {
        using var client = _sink.Attach();
        var waiting = OnOwnThread(() => client.Next(_limit.Token));
        Assert.False(waiting.IsCompleted);
        _sink.Write(_frame);
        Assert.True(await waiting);
        Assert.Equal(1, client.Sequence);
        for (var i = 0; i < 50; i++)
        {
            _sink.Write(_frame);
        }

        Assert.True(client.Next(_limit.Token));
        Assert.Equal(51, client.Sequence);
        using var late = _sink.Attach();
        using var enough = new CancellationTokenSource();
        var inVain = OnOwnThread(() => late.Next(enough.Token));
        Assert.False(inVain.IsCompleted);
        await enough.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => inVain);
    }

    [Fact]
    public async Task A_client_that_never_reads_delays_nobody()
    {
        using var stuck = new StuckStream();
        using var gone = CancellationTokenSource.CreateLinkedTokenSource(_limit.Token);
        var serving = OnOwnThread(() => Serve(stuck, gone.Token));
        Assert.True(stuck.IsStuck.Wait(Patience));
        using var client = _sink.Attach();
        for (var i = 1; i <= 100; i++)
        {
            _sink.Write(_frame);
            Assert.True(client.Next(_limit.Token));
            Assert.Equal(i, client.Sequence);
        }

        Assert.False(serving.IsCompleted);
        await gone.CancelAsync();
        stuck.Break();
        await Assert.ThrowsAsync<IOException>(() => serving);
        Assert.Equal(1, _sink.Clients);
    }

    [Fact]
    public void The_last_picture_reaches_the_client_before_the_end_does()
    {
        using var client = _sink.Attach();
        _sink.Write(_frame);
        _sink.Complete();
        Assert.True(client.Next(_limit.Token));
        Assert.False(client.Next(_limit.Token));
    }

    [Fact]
    public async Task Completing_wakes_those_who_wait()
    {
        using var client = _sink.Attach();
        var waiting = OnOwnThread(() => client.Next(_limit.Token));
        _sink.Complete();
        Assert.False(await waiting);
    }

    [Fact]
    public async Task Cancelling_wakes_those_who_wait_and_the_client_can_go_on()
    {
        using var client = _sink.Attach();
        using var cancel = new CancellationTokenSource();
        var waiting = OnOwnThread(() => client.Next(cancel.Token));
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        _sink.Write(_frame);
        Assert.True(client.Next(_limit.Token));
    }

    [Fact]
    public async Task Many_clients_at_many_paces_see_rising_numbers_and_whole_pictures()
    {
        var clients = Enumerable.Range(0, 8).Select(i => OnOwnThread(() =>
        {
            using var client = _sink.Attach();
            long last = 0;
            while (client.Next(_limit.Token))
            {
                Assert.True(client.Sequence > last);
                last = client.Sequence;
                Assert.Equal(0xD8FF, BitConverter.ToUInt16(client.Jpeg.Span));
                Assert.Equal(0xD9FF, BitConverter.ToUInt16(client.Jpeg.Span[^2..]));
                for (var spin = 0; spin < i; spin++)
                {
                    Thread.Yield();
                }
            }

            return last;
        })).ToArray();
        var attached = Stopwatch.StartNew();
        while (_sink.Clients < clients.Length && attached.Elapsed < Patience)
        {
            await Task.Yield();
        }

        for (var i = 0; i < 500; i++)
        {
            TestPictures.Fill(_frame, (byte)(16 + (i % 200)), 128, 128);
            _sink.Write(_frame);
        }

        _sink.Complete();
        Assert.All(await Task.WhenAll(clients), last => Assert.Equal(500, last));
    }

    [Fact]
    public async Task The_real_ffmpeg_plays_the_stream()
    {
        Assert.SkipWhen(ExternalTool.Ffmpeg is null, TestClips.NoFfmpeg);
        const int Count = 10;
        string[] arguments = ["-loglevel", "error", "-f", "mpjpeg", "-i", "pipe:0", "-frames:v", $"{Count}", "-fps_mode", "passthrough", "-f", "rawvideo", "-pix_fmt", "gray", "pipe:1"];
        var start = new ProcessStartInfo(ExternalTool.Ffmpeg, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        using var output = new MemoryStream();
        var reading = process.StandardOutput.BaseStream.CopyToAsync(output, _limit.Token);
        using var input = new FlushCounter(process.StandardInput.BaseStream);
        var serving = OnOwnThread(() => Serve(input, _limit.Token));
        Assert.True(await input.Flushed.WaitAsync(Patience));
        for (var i = 0; i < Count; i++)
        {
            TestPictures.Fill(_frame, (byte)(40 + (i * 15)), 128, 128);
            _sink.Write(_frame);
            Assert.True(await input.Flushed.WaitAsync(Patience));
        }

        _sink.Complete();
        await serving;
        process.StandardInput.Close();
        await reading;
        var pixels = output.ToArray();
        Assert.Equal(Count * Size.Pixels, pixels.Length);
        for (var i = 0; i < Count; i++)
        {
            var expected = (40 + (i * 15) - 16) * 255 / 219;
            Assert.InRange(pixels[(i * Size.Pixels) + (48 * Size.Width) + 80], expected - 4, expected + 4);
        }
    }

    private static Task<T> OnOwnThread<T>(Func<T> work) => Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private bool Serve(Stream output, CancellationToken gone)
    {
        MjpegStream.WriteTo(_sink, output, gone);
        return true;
    }

    public void Dispose()
    {
        _sink.Dispose();
        _frame.Dispose();
        _limit.Dispose();
    }
}
