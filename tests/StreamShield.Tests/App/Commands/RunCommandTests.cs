using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using StreamShield.App.Http;
using StreamShield.Core.Storage;
using StreamShield.Devices.Synthetic;
using StreamShield.Tests.Devices;
using StreamShield.Tests.Onnx;

namespace StreamShield.Tests.App.Commands;

/// <summary><c>run</c> from the command line to a viewer.</summary>
public class RunCommandTests
{
    [Fact]
    public async Task A_viewer_sees_live_pictures_in_order_and_the_slate_last()
    {
        using var folder = new TempFolder();
        await using var run = StartPattern(folder, TinyOnnx.Constant(32, 24, 1));
        var address = await AddressAsync(run);
        using var http = new HttpClient();
        using var viewer = new MjpegReader(await http.GetStreamAsync(address));
        var numbers = new List<long>();
        while (numbers.Count < 10)
        {
            using var picture = await viewer.NextGreyAsync();
            Assert.True(picture.GetArray<byte>(out var pixels));
            var number = PatternNumber.Read(pixels, GreyClips.Size, GreyClips.Size.Width, 1);
            // A busy machine shows the slate now and then, in whose picture a number far too high can be read.
            if (number is >= 0 and < 10_000)
            {
                numbers.Add(number);
            }
        }

        Assert.Equal(numbers.Order(), numbers);
        using (var state = JsonDocument.Parse(await http.GetStringAsync(State(address))))
        {
            Assert.Equal("GOING OUT", state.RootElement.GetProperty("headline").GetString());
            Assert.Equal(1, state.RootElement.GetProperty("clients").GetInt32());
            Assert.Equal("tiny", state.RootElement.GetProperty("model").GetString());
        }

        await run.Output.LineWithAsync("Live after");
        var stopping = run.StopAsync();
        byte[]? last = null;
        while (await viewer.NextAsync() is { } jpeg)
        {
            last = jpeg;
        }

        Assert.Equal(0, await stopping);
        using var end = OpenCvSharp.Cv2.ImDecode(last!, OpenCvSharp.ImreadModes.Grayscale);
        Assert.True(end.GetArray<byte>(out var lastPixels));
        Assert.Equal(-1, PatternNumber.Read(lastPixels, GreyClips.Size, GreyClips.Size.Width, 1));
        Assert.InRange(lastPixels.Average(value => value), 5, 70);
        Assert.Equal("", run.Error.ToString());
        Assert.Contains("Stopped: ", run.Output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_model_that_fails_on_the_picture_hides_it_and_says_so()
    {
        using var folder = new TempFolder();
        await using var run = StartPattern(folder, TinyOnnx.FailsOnWhite(160, 96), 160, 96);
        var address = await AddressAsync(run);
        using var http = new HttpClient();
        await run.Output.LineWithAsync("HIDDEN: the model does not work");
        using var viewer = new MjpegReader(await http.GetStreamAsync(address));
        for (var i = 0; i < 5; i++)
        {
            using var picture = await viewer.NextGreyAsync();
            Assert.True(picture.GetArray<byte>(out var pixels));
            Assert.Equal(-1, PatternNumber.Read(pixels, GreyClips.Size, GreyClips.Size.Width, 1));
        }

        using var state = JsonDocument.Parse(await http.GetStringAsync(State(address)));
        Assert.False(state.RootElement.GetProperty("live").GetBoolean());
        Assert.NotEqual("", state.RootElement.GetProperty("detail").GetString());
    }

    [Fact]
    public async Task It_stops_by_itself_after_so_many_pictures()
    {
        using var folder = new TempFolder();
        await using var run = StartPattern(folder, TinyOnnx.Constant(32, 24, 1), 32, 24, "--frames", "3");
        Assert.Equal(0, await run.Ended.WaitAsync(TimeSpan.FromSeconds(60)));
    }

    [Fact]
    public async Task Without_a_port_asked_for_a_taken_one_is_avoided()
    {
        using var folder = new TempFolder();
        using var other = new TempFolder();
        await using var first = StartPattern(folder, TinyOnnx.Constant(32, 24, 1));
        await using var second = StartPattern(other, TinyOnnx.Constant(32, 24, 1));
        Assert.NotEqual((await AddressAsync(first)).Port, (await AddressAsync(second)).Port);
    }

    [Fact]
    public async Task A_port_asked_for_is_the_port()
    {
        int port;
        using (var finder = new TcpListener(IPAddress.Loopback, 0))
        {
            finder.Start();
            port = ((IPEndPoint)finder.LocalEndpoint).Port;
        }

        using var folder = new TempFolder();
        await using var run = StartPattern(folder, TinyOnnx.Constant(32, 24, 1), 32, 24, "--port", $"{port}");
        Assert.Equal(port, (await AddressAsync(run)).Port);
    }

    private static CommandRun StartPattern(TempFolder folder, byte[] model, int width = 32, int height = 24, params string[] more) =>
        CommandRun.Start([
            "run", "--source", "pattern", "--size", "160x96", "--model", TinyOnnx.Write(folder.File("model"), "tiny", model, width, height), .. more]);

    private static async Task<Uri> AddressAsync(CommandRun run)
    {
        var found = run.Output.LineWithAsync("http://127.0.0.1:");
        Assert.True(await Task.WhenAny(found, run.Ended) == found, run.Error.ToString());
        var line = await found;
        return new Uri(line[line.IndexOf("http", StringComparison.Ordinal)..]);
    }

    private static Uri State(Uri picture) => RunFile.All(UserFolders.Data).First(run => run.Port == picture.Port).At("state.json");
}
