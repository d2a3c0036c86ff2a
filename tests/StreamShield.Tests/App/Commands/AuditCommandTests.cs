using System.Text.Json;
using OpenCvSharp;
using StreamShield.Core.Profiles;
using StreamShield.Core.Zones;
using StreamShield.Tests.Devices;

namespace StreamShield.Tests.App.Commands;

/// <summary>The command <c>audit</c> on a recording and its output.</summary>
public sealed class AuditCommandTests : IDisposable
{
    private const int Width = 320;
    private const int Height = 192;
    private const int Pictures = 16;

    private static readonly Rect Window = new(32, 32, 96, 80);

    private readonly TempFolder _folder = new();

    [Fact]
    public async Task A_window_that_the_output_shows_is_found_and_becomes_a_zone()
    {
        var (raw, output, matte) = Clips(leaking: true);
        var (code, run) = await Audit(raw, output, "--matte", matte, "--zones", _folder.File("room.json"));
        Assert.Equal("", run.Error.ToString());
        Assert.Equal(0, code);
        var figures = Figures();
        Assert.Equal("Found", figures.GetProperty("verdict").GetString());
        Assert.Equal(Pictures, figures.GetProperty("frames").GetInt64());
        Assert.InRange(figures.GetProperty("recovered").GetDouble(), 0.05, 0.4);
        Assert.Contains("can be found", run.Output.ToString(), StringComparison.Ordinal);
        var profile = ProfileJson.Read(await File.ReadAllBytesAsync(_folder.File("room.json")), "room.json");
        var zone = Assert.IsType<RectangleShape>(Assert.Single(profile.Settings.Zones).Shape);
        Assert.InRange(zone.Left * Width, Window.Left - 24, Window.Left);
    }

    [Fact]
    public async Task Without_a_matte_the_room_is_learnt_and_the_report_says_so()
    {
        var (raw, output, _) = Clips(leaking: false);
        var (code, _) = await Audit(raw, output);
        Assert.Equal(0, code);
        var figures = Figures();
        Assert.Equal("NothingFound", figures.GetProperty("verdict").GetString());
        Assert.False(figures.GetProperty("exactMatte").GetBoolean());
        Assert.InRange(figures.GetProperty("roomKnown").GetDouble(), 0.7, 1);
        Assert.Contains("No exact matte was given", await File.ReadAllTextAsync(_folder.File("audit.html")), StringComparison.Ordinal);
    }

    /// <summary>The plate is of another room: soon the shield hides everything, which proves nothing of the rest.</summary>
    [Fact]
    public async Task Pictures_that_were_hidden_whole_are_counted_apart()
    {
        const int Count = 60;
        var (raw, _, _) = Clips(leaking: false, Count);
        using (var other = Tests.Audit.TestRoom.Textured(Width, Height, 5))
        {
            other.SaveImage(_folder.File("plate.png"));
        }

        var (code, run) = await CommandRun.ToEndAsync(["audit", raw, "-o", _folder.File("audit.html"), "--plate", _folder.File("plate.png")]);
        Assert.Equal(("", 0), (run.Error.ToString(), code));
        var slates = Figures().GetProperty("slateFrames").GetInt64();
        Assert.InRange(slates, Count / 4, Count - 1);
        Assert.Equal(Count - slates, Figures().GetProperty("frames").GetInt64());
        Assert.Contains($"{slates} pictures were hidden whole", run.Output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_but_the_two_files_is_written()
    {
        var (raw, output, _) = Clips(leaking: true);
        await Audit(raw, output);
        Assert.Equal(["audit.html", "audit.json", "matte.avi", "output.avi", "raw.avi"], _folder.Files);
    }

    [Theory]
    [InlineData("No recording was named", "-o", "a.html")]
    [InlineData("named twice", "a.mp4", "--raw", "b.mp4", "-o", "a.html")]
    [InlineData("ends in .html", "a.mp4", "-o", "a.pdf")]
    [InlineData("no folder", "a.mp4", "-o", "a.html", "--candidates", "nowhere")]
    [InlineData("does not exist", "a.mp4", "-o", "a.html")]
    public async Task Bad_input_gets_one_sentence(string part, params string[] arguments)
    {
        string[] inFolder = [.. arguments.Select(argument => argument.StartsWith('-') ? argument : _folder.File(argument))];
        var (code, run) = await CommandRun.ToEndAsync(["audit", .. inFolder]);
        Assert.Equal(1, code);
        Assert.Contains(part, run.Sentence, StringComparison.Ordinal);
        Assert.Empty(_folder.Files);
    }

    public void Dispose() => _folder.Dispose();

    private Task<(int Code, CommandRun Run)> Audit(string raw, string output, params string[] more) =>
        CommandRun.ToEndAsync(["audit", "--raw", raw, "--output", output, "-o", _folder.File("audit.html"), .. more]);

    private JsonElement Figures()
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(_folder.File("audit.json")));
        return json.RootElement.Clone();
    }

    /// <summary>A person walks before a textured room; the output is grey but for him, and for the window when it leaks.</summary>
    private (string Raw, string Output, string Matte) Clips(bool leaking, int pictures = Pictures)
    {
        using var room = TexturedRoom();
        using var clothes = new Mat(96, 48, MatType.CV_8UC3, new Scalar(60, 30, 190));
        using var raws = Writer("raw.avi");
        using var outputs = Writer("output.avi");
        using var mattes = Writer("matte.avi");
        for (var i = 0; i < pictures; i++)
        {
            var body = new Rect(140 + (8 * (i % Pictures)), 80, 48, 96);
            using var raw = room.Clone();
            clothes.CopyTo(raw[body]);
            using var output = new Mat(Height, Width, MatType.CV_8UC3, Scalar.All(90));
            if (leaking)
            {
                room[Window].CopyTo(output[Window]);
            }

            clothes.CopyTo(output[body]);
            using var matte = new Mat(Height, Width, MatType.CV_8UC3, Scalar.All(0));
            matte[body].SetTo(Scalar.All(255));
            raws.Write(raw);
            outputs.Write(output);
            mattes.Write(matte);
        }

        return (_folder.File("raw.avi"), _folder.File("output.avi"), _folder.File("matte.avi"));
    }

    private static Mat TexturedRoom() => Tests.Audit.TestRoom.Textured(Width, Height, 77);

    private VideoWriter Writer(string name) => new(_folder.File(name), VideoWriter.FourCC("MJPG"), 30, new Size(Width, Height));
}
