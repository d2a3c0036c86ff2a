using System.Net;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using StreamShield.App.Http;
using StreamShield.Core.Frames;
using StreamShield.Devices.Tools;
using StreamShield.Tests.App.Page;
using StreamShield.Tests.Devices;
using StreamShield.Tests.EndToEnd;

namespace StreamShield.Tests.App.Http;

/// <summary>Each token opens what it is for and nothing more, and a code opens one page once.</summary>
[Collection(EndToEndTests.Name)]
public sealed class SecretsTests
{
    private static readonly string[] RawPaths = ["still.jpg", "raw-grant", "preview.mjpg?view=raw&grant=x"];

    private static async Task<HttpResponseMessage> EnterAsync(PageRig rig, string code)
    {
        using var body = PageRig.Json(JsonSerializer.Serialize(new Dictionary<string, string> { ["code"] = code }));
        return await rig.Http.PostAsync(new Uri($"http://127.0.0.1:{rig.Server.Port}/enter"), body);
    }

    [Fact]
    public void A_code_works_once_and_for_a_minute()
    {
        var time = new FakeTimeProvider();
        var secrets = new Secrets(AccessToken.New(), AccessToken.New(), time);
        var code = secrets.NewCode();
        Assert.Equal(Right.None, secrets.Of(code));
        Assert.Null(secrets.Redeem(code + "x"));
        Assert.Null(secrets.Redeem(""));
        Assert.Null(secrets.Redeem(null));
        var window = secrets.Redeem(code)!;
        Assert.Equal(Right.Window, secrets.Of(window.Text));
        Assert.Null(secrets.Redeem(code));

        var late = secrets.NewCode();
        time.Advance(Secrets.CodeLasts + TimeSpan.FromSeconds(1));
        Assert.Null(secrets.Redeem(late));
    }

    [Fact]
    public void Every_token_has_its_own_right()
    {
        var secrets = new Secrets(AccessToken.New(), AccessToken.New(), TimeProvider.System);
        Assert.Equal(Right.Picture, secrets.Of(secrets.Picture.Text));
        Assert.Equal(Right.Control, secrets.Of(secrets.Control.Text));
        Assert.Equal(Right.Door, secrets.Of(secrets.Door.Text));
        Assert.Equal(Right.None, secrets.Of(""));
        Assert.Equal(Right.None, secrets.Of(null));
        Assert.Equal(Right.None, secrets.Of(AccessToken.New().Text));
    }

    /// <summary>The picture's address stands in OBS's settings and in VLC's history: it opens no page, no setting, no button and no code; beside it only the figures that OBS's guard asks for.</summary>
    [Fact]
    public async Task The_pictures_token_opens_nothing_but_the_picture()
    {
        await using var rig = await PageRig.StartAsync(7901);
        var token = rig.Secrets.Picture.Text;
        foreach (var (method, path) in PageSecurityTests.Addresses.Select(one => (one.Method, $"/{token}/{one.Path}"))
            .Concat([("POST", $"/panic?token={token}&on=1"), ("POST", $"/code?token={token}"), ("GET", $"/{token}")]))
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), new Uri($"http://127.0.0.1:{rig.Server.Port}{path}")) { Content = method == "GET" ? null : PageRig.Json("{}") };
            using var answer = await rig.Http.SendAsync(request);
            Assert.True(answer.StatusCode == HttpStatusCode.Unauthorized, $"{method} {path}: {answer.StatusCode}");
        }

        using var picture = await rig.Http.GetAsync(new Uri(rig.Server.AddressOf("/out.mjpg")), HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal(HttpStatusCode.OK, picture.StatusCode);
        Assert.False(rig.Live.Session.Outlet.Panic);
        rig.End();
    }

    /// <summary>Whatever a dock calls itself, it has the token of docks: it controls everything, and never sees the room.</summary>
    [Fact]
    public async Task The_token_of_docks_controls_everything_and_shows_nothing_raw()
    {
        await using var rig = await PageRig.StartAsync(7902);
        foreach (var path in RawPaths)
        {
            foreach (var method in (string[])["GET", "POST", "DELETE"])
            {
                using var request = new HttpRequestMessage(new HttpMethod(method), rig.At(rig.Secrets.Control, path)) { Content = method == "GET" ? null : PageRig.Json("{}") };
                using var answer = await rig.Http.SendAsync(request);
                Assert.True(answer.StatusCode is HttpStatusCode.Forbidden or HttpStatusCode.MethodNotAllowed or HttpStatusCode.NotFound, $"{method} {path}: {answer.StatusCode}");
            }
        }

        using var code = await rig.Http.PostAsync(new Uri($"http://127.0.0.1:{rig.Server.Port}/code?token={rig.Secrets.Control.Text}"), null);
        Assert.Equal(HttpStatusCode.Forbidden, code.StatusCode);
        using var state = await rig.Http.GetAsync(rig.At(rig.Secrets.Control, "state"));
        Assert.Equal(HttpStatusCode.OK, state.StatusCode);
        using var panic = await rig.Http.PostAsync(new Uri($"http://127.0.0.1:{rig.Server.Port}/panic?token={rig.Secrets.Control.Text}&on=1"), null);
        Assert.Equal(HttpStatusCode.OK, panic.StatusCode);
        rig.Live.UntilSlate(SlateReason.Panic);
        rig.End();
    }

    [Fact]
    public async Task A_page_is_opened_by_a_code_that_the_terminal_makes()
    {
        await using var rig = await PageRig.StartAsync(7903);
        using var made = await rig.Http.PostAsync(new Uri($"http://127.0.0.1:{rig.Server.Port}/code?token={rig.Secrets.Door.Text}"), null);
        var code = JsonDocument.Parse(await made.Content.ReadAsStringAsync()).RootElement.GetProperty("token").GetString()!;
        using var entered = await EnterAsync(rig, code);
        var window = JsonDocument.Parse(await entered.Content.ReadAsStringAsync()).RootElement.GetProperty("token").GetString()!;
        using var grant = await rig.Http.PostAsync(new Uri($"http://127.0.0.1:{rig.Server.Port}/{window}/raw-grant"), PageRig.Json("{}"));
        Assert.Equal(HttpStatusCode.OK, grant.StatusCode);
        using var again = await EnterAsync(rig, code);
        Assert.Equal(HttpStatusCode.Forbidden, again.StatusCode);
        Assert.Contains("used already", await again.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var door = await rig.Http.GetAsync(new Uri($"http://127.0.0.1:{rig.Server.Port}/"));
        Assert.Contains("door.js", await door.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_of_another_origin_cannot_use_a_code()
    {
        await using var rig = await PageRig.StartAsync(7904);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri($"http://127.0.0.1:{rig.Server.Port}/enter")) { Content = PageRig.Json($$"""{"code":"{{rig.Secrets.NewCode()}}"}""") };
        request.Headers.Add("Origin", "http://evil.example");
        using var answer = await rig.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    /// <summary>Another user of the computer reads the code on the browser's command line and is quicker than the browser.</summary>
    [Fact]
    public async Task Another_user_of_the_computer_cannot_use_a_code()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.UserName == "root" && ExternalTool.Find("setpriv") is not null && ExternalTool.Find("curl") is not null, "root, setpriv and curl are needed");
        await using var rig = await PageRig.StartAsync(7905);
        var code = rig.Secrets.NewCode();
        var said = TestClips.RunTool("setpriv", "--reuid=65534", "--clear-groups", "curl", "-s", "-X", "POST", "-H", "Content-Type: application/json", "-d", $$"""{"code":"{{code}}"}""", $"http://127.0.0.1:{rig.Server.Port}/enter");
        Assert.Contains("another user", System.Text.Encoding.UTF8.GetString(said), StringComparison.Ordinal);
        using var own = await EnterAsync(rig, code);
        Assert.Equal(HttpStatusCode.OK, own.StatusCode);
    }

    [Fact]
    public void A_runs_file_is_the_users_alone_and_goes_with_the_run()
    {
        using var folder = new TempFolder();
        var secrets = new Secrets(AccessToken.New(), AccessToken.New(), TimeProvider.System);
        using (RunFile.Write(folder.Path, 1234, secrets))
        {
            var file = Assert.Single(Directory.GetFiles(folder.Path));
            Assert.DoesNotContain(secrets.Door.Text, file, StringComparison.Ordinal);
            if (!OperatingSystem.IsWindows())
            {
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
            }

            var run = Assert.Single(RunFile.All(folder.Path));
            Assert.Equal((1234, secrets.Control.Text, secrets.Door.Text), (run.Port, run.Control, run.Door));
            File.WriteAllText(folder.File("run-1.json"), "garbage");
            Assert.Single(RunFile.All(folder.Path));
            File.Delete(folder.File("run-1.json"));
        }

        Assert.Empty(RunFile.All(folder.Path));
    }
}
