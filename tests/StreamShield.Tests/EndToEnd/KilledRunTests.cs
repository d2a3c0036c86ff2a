using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text;
using StreamShield.Core.Frames;
using StreamShield.Devices.Tools;
using StreamShield.Tests.App;
using StreamShield.Tests.Devices;

namespace StreamShield.Tests.EndToEnd;

/// <summary>The real program with a real HTTP client, ended from outside or robbed of its model.</summary>
[Collection(EndToEndTests.Name)]
public sealed class KilledRunTests
{
    private const string Needed = "signals and the built program are needed";
    private const int MaxRun = 100;

    private static async Task<MjpegReader> WatchAsync(HttpClient http, Uri address) => new(await http.GetStreamAsync(address));

    /// <summary>The next picture goes to the witness; false at the end, however abrupt.</summary>
    private static async Task<bool> NextAsync(MjpegReader viewer, LeakWitness witness)
    {
        try
        {
            if (await viewer.NextAsync() is not { } jpeg)
            {
                return false;
            }

            witness.ExamineJpeg(jpeg);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static async Task<TcpClient> ConnectWithoutReadingAsync(Uri address)
    {
        var client = new TcpClient();
        await client.ConnectAsync(address.Host, address.Port);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"GET {address.PathAndQuery} HTTP/1.1\r\nHost: {address.Authority}\r\n\r\n"));
        return client;
    }

    [Theory]
    [InlineData(1, "KILL")]
    [InlineData(2, "KILL")]
    [InlineData(3, "TERM")]
    [InlineData(4, "TERM")]
    [InlineData(5, "INT")]
    [InlineData(6, "INT")]
    public async Task A_run_killed_at_a_random_moment_never_shows_the_room_and_writes_nothing(int seed, string signal)
    {
        Assert.SkipUnless(ShieldProcess.CanRun, Needed);
        using var world = new ProcessWorld(seed);
        using var process = world.StartLive();
        var address = await process.AddressAsync();
        using var http = new HttpClient();
        using var lazy = await ConnectWithoutReadingAsync(address);
        using var viewer = await WatchAsync(http, address);
        var witness = new LeakWitness(world.Room);
        for (var pictures = new Random(seed).Next(MaxRun); pictures > 0; pictures--)
        {
            Assert.True(await NextAsync(viewer, witness), $"The stream ended by itself; seed {seed}.");
        }

        switch (signal)
        {
            case "KILL":
                process.Kill();
                break;
            case "TERM":
                process.Signal(PosixSignal.SIGTERM);
                break;
            default:
                process.Signal(PosixSignal.SIGINT);
                break;
        }

        while (await NextAsync(viewer, witness))
        {
        }

        witness.AssertClean();
        Assert.Empty(world.Written);
        var code = await process.ExitCodeAsync();
        if (signal != "KILL")
        {
            Assert.Equal(0, code);
            Assert.Equal("", await process.Errors);
            Assert.True(witness.Last.IsSlate, $"The last picture is not the slate; seed {seed}.");
        }
    }

    /// <summary>ffmpeg decodes beside the program: when it is killed, the camera is gone, and comes back by itself.</summary>
    [Fact]
    public async Task A_helper_that_is_killed_again_and_again_shows_no_room_and_is_started_anew()
    {
        Assert.SkipUnless(ShieldProcess.CanRun, Needed);
        Assert.SkipWhen(ExternalTool.Ffmpeg is null, TestClips.NoFfmpeg);
        using var world = new ProcessWorld(8);
        using var process = world.StartLive();
        using var http = new HttpClient();
        using var viewer = await WatchAsync(http, await process.AddressAsync());
        var witness = new LeakWitness(world.Room);
        for (var round = 0; round < 3; round++)
        {
            var shown = witness.Shown;
            while (witness.Shown < shown + 5)
            {
                Assert.True(await NextAsync(viewer, witness));
            }

            var helpers = process.Helpers;
            Assert.NotEmpty(helpers);
            helpers.ToList().ForEach(ShieldProcess.KillHelper);
            do
            {
                Assert.True(await NextAsync(viewer, witness));
            }
            while (!witness.Last.IsSlate);
        }

        process.Signal(PosixSignal.SIGTERM);
        while (await NextAsync(viewer, witness))
        {
        }

        witness.AssertClean();
        await process.ExitCodeAsync();
        Assert.Empty(world.Written);
    }

    /// <summary>The model fails for a while in every round of the clip and is loaded anew then; now there is garbage in its place.</summary>
    [Fact]
    public async Task A_run_whose_model_file_becomes_garbage_shows_the_slate_until_it_is_back()
    {
        Assert.SkipUnless(ShieldProcess.CanRun, Needed);
        using var world = new ProcessWorld(7);
        using var process = world.StartLive();
        using var http = new HttpClient();
        using var viewer = await WatchAsync(http, await process.AddressAsync());
        var witness = new LeakWitness(world.Room);
        await UntilAsync(() => witness.Shown > 5);
        var model = await File.ReadAllBytesAsync(world.Model);
        await File.WriteAllBytesAsync(world.Model, new byte[2000]);

        // More slates in a row than a whole round of the clip: the good frames are hidden, too.
        await UntilAsync(() => witness.Sights.Reverse().TakeWhile(sight => sight.Slate == SlateReason.ModelFailed).Count() > 75);
        await File.WriteAllBytesAsync(world.Model, model);
        var shown = witness.Shown;
        await UntilAsync(() => witness.Shown > shown + 5);

        process.Signal(PosixSignal.SIGTERM);
        while (await NextAsync(viewer, witness))
        {
        }

        witness.AssertClean();
        Assert.Equal(0, await process.ExitCodeAsync());
        Assert.Empty(world.Written);

        async Task UntilAsync(Func<bool> condition)
        {
            for (var pictures = 0; !condition(); pictures++)
            {
                Assert.True(pictures < 1500 && await NextAsync(viewer, witness), $"It does not happen; last seen: {witness.Last}.");
            }
        }
    }
}
