using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using StreamShield.App.Http;
using StreamShield.App.Page;
using StreamShield.Core.Storage;
using StreamShield.Tests.App.Obs;
using StreamShield.Tests.Devices;
using StreamShield.Tests.Onnx;

namespace StreamShield.Tests.App.Commands;

/// <summary><c>obs</c> and <c>run --obs</c> from the command line.</summary>
public class ObsCommandTests
{
    [Fact]
    public async Task Setup_and_setup_again()
    {
        await using var obs = await FakeObs.StartAsync();
        string[] line = ["obs", "setup", "--obs-address", obs.Address.ToString(), "--obs-password", FakeObs.Password, "--safe-scene", "Pause"];
        foreach (var expected in (string[])["Made the source 'StreamShield' in scene 'Main', fitted to 1280x720.", "was there already"])
        {
            var (code, run) = await CommandRun.ToEndAsync(line);
            Assert.Equal(0, code);
            Assert.Contains(expected, run.Output.ToString(), StringComparison.Ordinal);
            Assert.DoesNotContain(FakeObs.Password, run.Output.ToString(), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("refuses the password", "setup", "--obs-password", "wrong")]
    [InlineData("refuses the password", "guard", "--obs-password", "wrong")]
    [InlineData("no scene 'Nowhere'", "setup", "--obs-password", FakeObs.Password, "--scene", "Nowhere")]
    [InlineData("no scene 'Nowhere'", "guard", "--obs-password", FakeObs.Password, "--safe-scene", "Nowhere")]
    [InlineData("--stop-raw needs a safe scene", "guard", "--stop-raw")]
    [InlineData("--back needs a safe scene", "guard", "--back")]
    [InlineData("--after -1 is out of range", "guard", "--safe-scene", "BRB", "--after", "-1")]
    [InlineData("--after NaN is out of range", "guard", "--safe-scene", "BRB", "--after", "NaN")]
    [InlineData("no address of a running StreamShield", "guard", "--picture", "http://127.0.0.1:1/out.mjpg")]
    [InlineData("No StreamShield answers", "guard", "--picture", "http://127.0.0.1:1/out.mjpg?token=x")]
    public async Task A_mistake_is_one_sentence(string expected, string command, params string[] more)
    {
        await using var obs = await FakeObs.StartAsync();
        var (code, run) = await CommandRun.ToEndAsync(["obs", command, "--obs-address", obs.Address.ToString(), .. more]);
        Assert.Equal(1, code);
        Assert.Contains(expected, run.Sentence, StringComparison.Ordinal);
        Assert.Empty(obs.Changes);
    }

    [Fact]
    public async Task Guard_watches_a_StreamShield_elsewhere_and_counts_a_dead_one_as_hidden()
    {
        await using var obs = await FakeObs.StartAsync();
        var site = new Site([], [new("GET", LiveRoutes.State[1..], (context, _) => context.Response.WriteAsync("""{"live":true}""")) { Needs = Right.Picture }], []);
        var shield = await LocalServer.StartAsync(0, mayMove: false, new Secrets(AccessToken.New(), AccessToken.New(), TimeProvider.System), site, _ => { });
        await using var run = CommandRun.Start(
            "obs", "guard", "--obs-address", obs.Address.ToString(), "--obs-password", FakeObs.Password, "--safe-scene", "BRB", "--after", "0",
            "--picture", shield.AddressOf(LiveRoutes.Picture));
        await run.Output.LineWithAsync("No scene in OBS holds a raw camera.");
        Assert.DoesNotContain("SetCurrentProgramScene", obs.Changes);
        await shield.DisposeAsync();
        await obs.AskedAsync("SetCurrentProgramScene");
        Assert.Equal("BRB", obs.Program);
        Assert.Equal(0, await run.StopAsync());
        Assert.Contains("The guard has ended.", run.Output.ToString(), StringComparison.Ordinal);
        Assert.Equal("", run.Error.ToString());
    }

    [Fact]
    public async Task A_run_without_a_guard_does_not_swallow_the_guards_options()
    {
        var (code, run) = await CommandRun.ToEndAsync("run", "--source", "pattern", "--safe-scene", "BRB");
        Assert.Equal(1, code);
        Assert.Equal("--safe-scene is for the guard over OBS: add --obs.", run.Sentence);
    }

    [Fact]
    public async Task Guard_refuses_the_address_of_an_older_run()
    {
        await using var obs = await FakeObs.StartAsync();
        await using var fixture = await LocalServerFixture.StartAsync();
        var (code, run) = await CommandRun.ToEndAsync(
            "obs", "guard", "--obs-address", obs.Address.ToString(), "--obs-password", FakeObs.Password, "--picture", $"http://127.0.0.1:{fixture.Server.Port}/out.mjpg?token=old");
        Assert.Equal(1, code);
        Assert.Contains("another token", run.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_guards_OBS_and_puts_its_address_in()
    {
        using var folder = new TempFolder();
        await using var obs = await FakeObs.StartAsync();
        obs.Inputs["Me"] = ("ffmpeg_source", new JsonObject { ["is_local_file"] = false, ["input"] = "http://127.0.0.1:9/out.mjpg?token=old" });
        await using var run = StartRun(folder, obs, TinyOnnx.FailsOnWhite(160, 96), "--safe-scene", "BRB", "--after", "0");
        await obs.AskedAsync("SetCurrentProgramScene");
        Assert.Equal("BRB", obs.Program);
        await obs.AskedAsync("SetInputSettings");
        var line = await run.Output.LineWithAsync("http://127.0.0.1:");
        Assert.Equal(line[line.IndexOf("http", StringComparison.Ordinal)..], obs.Inputs["Me"].Settings["input"]!.GetValue<string>());
        Assert.Equal(0, await run.StopAsync());
        Assert.Equal("", run.Error.ToString());
    }

    /// <summary>Its one session with OBS lasts, and what is hidden meanwhile is hidden in OBS too.</summary>
    [Fact]
    public async Task A_run_guards_OBS_while_it_begins_anew_with_another_size()
    {
        using var folder = new TempFolder();
        await using var obs = await FakeObs.StartAsync();
        await using var run = StartRun(folder, obs, TinyOnnx.Constant(160, 96, 1), "--people", "everyone", "--safe-scene", "BRB", "--after", "0");
        var picture = await run.Output.LineWithAsync("http://127.0.0.1:");
        await run.Output.LineWithAsync("Live after");
        await obs.AskedAsync("SetSceneSceneTransitionOverride");
        await obs.ShowAsync("Main");
        obs.Forget();

        var port = new Uri(picture[picture.IndexOf("http", StringComparison.Ordinal)..]).Port;
        var control = RunFile.All(UserFolders.Data).First(file => file.Port == port).Control;
        using var http = new HttpClient();
        using var size = new StringContent("""{"size":"320x192","framesPerSecond":30}""", new MediaTypeHeaderValue("application/json"));
        using var answer = await http.PutAsync(new Uri($"http://127.0.0.1:{port}/{control}/picture"), size);
        Assert.True(answer.IsSuccessStatusCode);
        await obs.AskedAsync("SetCurrentProgramScene");
        await run.Output.LineWithAsync("Begins anew with pictures of 320x192");
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (await http.GetStringAsync(new Uri($"http://127.0.0.1:{port}/{control}/state")) is var state && !(state.Contains("320x192", StringComparison.Ordinal) && state.Contains("\"live\":true", StringComparison.Ordinal)))
        {
            await Task.Delay(20, patience.Token);
        }

        Assert.Equal(0, await run.StopAsync());
        Assert.Equal(1, obs.Sessions);
    }

    [Fact]
    public async Task A_run_whose_guard_is_mistaken_ends_with_the_sentence()
    {
        using var folder = new TempFolder();
        await using var obs = await FakeObs.StartAsync();
        await using var run = StartRun(folder, obs, TinyOnnx.FailsOnWhite(160, 96), "--safe-scene", "Nowhere");
        Assert.Equal(1, await run.Ended.WaitAsync(TimeSpan.FromSeconds(60)));
        Assert.Contains("no scene 'Nowhere'", run.Sentence, StringComparison.Ordinal);
    }

    private static CommandRun StartRun(TempFolder folder, FakeObs obs, byte[] model, params string[] more) => CommandRun.Start([
        "run", "--source", "pattern", "--size", "160x96", "--model", TinyOnnx.Write(folder.File("model"), "tiny", model, 160, 96),
        "--obs", "--obs-address", obs.Address.ToString(), "--obs-password", FakeObs.Password, .. more]);
}
