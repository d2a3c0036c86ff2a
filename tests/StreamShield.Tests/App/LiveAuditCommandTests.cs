using OpenCvSharp;
using StreamShield.Tests.Audit;
using StreamShield.Tests.Devices;
using StreamShield.Tests.Onnx;

namespace StreamShield.Tests.App;

/// <summary>The command <c>audit --live</c>.</summary>
public sealed class LiveAuditCommandTests : IDisposable
{
    private const int Width = 320;
    private const int Height = 192;

    private readonly TempFolder _folder = new();

    [Fact]
    public async Task It_watches_says_its_verdict_and_writes_what_it_was_asked_to()
    {
        var (code, run) = await CommandRun.ToEndAsync([.. Check("3"), "-o", _folder.File("audit.html")]);
        var said = run.Output.ToString();
        Assert.Equal("", run.Error.ToString());
        Assert.Contains("pictures measured", said, StringComparison.Ordinal);
        Assert.Contains(code == 0 ? "Safe to go live" : "Not yet safe to go live", said, StringComparison.Ordinal);
        Assert.True(code is 0 or 3, $"exit code {code}");
        Assert.Equal(["audit.html", "audit.json", "clip.avi", "model"], _folder.Files);
        Assert.DoesNotContain(_folder.Path, await File.ReadAllTextAsync(_folder.File("audit.json")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_can_be_stopped_and_leaves_nothing()
    {
        await using var run = CommandRun.Start([.. Check("60"), "-o", _folder.File("audit.html")]);
        await run.Output.LineWithAsync("Watching");
        Assert.Equal(1, await run.StopAsync());
        Assert.Equal("Stopped by you: nothing was written.", run.Sentence);
        Assert.Equal(["clip.avi", "model"], _folder.Files);
    }

    [Theory]
    [InlineData("out of range", "--live", "2")]
    [InlineData("out of range", "--live", "61")]
    [InlineData("means nothing", "clip.mp4", "--live", "5")]
    [InlineData("means nothing", "--candidates", "rooms", "--live")]
    [InlineData("means nothing", "clip.mp4", "--source", "pattern", "-o", "a.html")]
    [InlineData("has no name", "clip.mp4")]
    public async Task Bad_input_gets_one_sentence(string part, params string[] arguments)
    {
        var (code, run) = await CommandRun.ToEndAsync(["audit", .. arguments]);
        Assert.Equal(1, code);
        Assert.Contains(part, run.Sentence, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>Somebody bright before a darker textured room.</summary>
    private string[] Check(string seconds)
    {
        using var room = TestRoom.Textured(Width, Height, 9);
        room.ConvertTo(room, -1, 0.4);
        using (var writer = new VideoWriter(_folder.File("clip.avi"), VideoWriter.FourCC("MJPG"), 10, new Size(Width, Height)))
        {
            for (var i = 0; i < 20; i++)
            {
                using var picture = room.Clone();
                picture[new Rect(100 + (4 * i), 64, 64, 128)].SetTo(new Scalar(200, 210, 220));
                writer.Write(picture);
            }
        }

        var model = TinyOnnx.Write(_folder.File("model"), "bright", TinyOnnx.BrightIsPerson(64, 48), 64, 48);
        return ["audit", "--live", seconds, "--source", _folder.File("clip.avi"), "--size", "320x192", "--fps", "10", "--model", model, "--people", "everyone"];
    }
}
