using StreamShield.App.Hosting;
using StreamShield.App.Obs;
using StreamShield.Tests.Devices;

namespace StreamShield.Tests.App.Obs;

/// <summary>Where OBS is and how to get in.</summary>
public sealed class ObsAccessTests : IDisposable
{
    private const string Json = """{"alerts_enabled":false,"auth_required":true,"first_load":false,"server_enabled":true,"server_password":"from json","server_port":4460}""";
    private const string Ini = "\uFEFF[General]\r\nServerPassword=not this\r\n[OBSWebSocket]\r\nServerEnabled=true\r\nServerPort=4461\r\nAuthRequired=true\r\nServerPassword=from=ini\r\n[Basic]\r\nServerPort=1\r\n";

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("ws://127.0.0.1:4455", "ws://127.0.0.1:4455", true)]
    [InlineData("localhost", "ws://localhost:4455", true)]
    [InlineData("[::1]:7", "ws://[::1]:7", true)]
    [InlineData("studio.example:4460", "ws://studio.example:4460", false)]
    [InlineData("ws://192.0.2.7", "ws://192.0.2.7:4455", false)]
    [InlineData("ws://192.0.2.7:80", "ws://192.0.2.7", false)]
    [InlineData("wss://obs.example", "wss://obs.example", false)]
    public void An_address_is_understood(string text, string expected, bool here)
    {
        var address = ObsAddress.Parse(text);
        Assert.Equal(expected, address.ToString());
        Assert.Equal(here, address.IsThisComputer);
    }

    [Theory]
    [InlineData("http://127.0.0.1:4455")]
    [InlineData("")]
    [InlineData("ws://")]
    [InlineData("127.0.0.1:99999")]
    [InlineData("ws://user:password@127.0.0.1")]
    public void What_is_no_address_is_refused(string text) =>
        Assert.Contains("is no address of OBS", Assert.Throws<UserException>(() => ObsAddress.Parse(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void OBS_30_has_a_file_of_the_plugin()
    {
        WriteJson(Json);
        var access = Access();
        Assert.Equal("ws://127.0.0.1:4460", access.Address.ToString());
        Assert.Equal("from json", access.Password());
    }

    [Fact]
    public void OBS_29_has_a_part_of_global_ini()
    {
        File.WriteAllText(_folder.File("global.ini"), Ini);
        var access = Access();
        Assert.Equal("ws://127.0.0.1:4461", access.Address.ToString());
        Assert.Equal("from=ini", access.Password());
    }

    [Theory]
    [InlineData(@"plain", "plain")]
    [InlineData(@"a\\b", @"a\b")]
    [InlineData(@"\\n\\", @"\n\")]
    [InlineData(@"a\qb\", @"a\qb\")]
    [InlineData(@"a\nb", "a\nb")]
    [InlineData("\"quoted\" 'twice'", "\"quoted\" 'twice'")]
    [InlineData("Grüße, 密码 🔑", "Grüße, 密码 🔑")]
    [InlineData(" \t spaces around \t ", "spaces around")]
    [InlineData("a=b;c#d[e]", "a=b;c#d[e]")]
    public void A_password_is_read_from_global_ini_as_OBS_reads_it(string stored, string password)
    {
        File.WriteAllText(_folder.File("global.ini"), $"[OBSWebSocket]\nServerEnabled=true\nServerPassword={stored}\nAuthRequired=true\n");
        Assert.Equal(password, Access().Password());
    }

    [Theory]
    [InlineData("""a\\b""", @"a\b")]
    [InlineData("""\"quoted\" 'twice'""", "\"quoted\" 'twice'")]
    [InlineData("""Gr\u00fc\u00dfe, 密码 🔑""", "Grüße, 密码 🔑")]
    public void A_password_is_read_from_the_plugins_file_as_JSON_has_it(string stored, string password)
    {
        WriteJson($$"""{"auth_required":true,"server_password":"{{stored}}"}""");
        Assert.Equal(password, Access().Password());
    }

    [Theory]
    [InlineData("""{"auth_required":false,"server_password":"x","server_enabled":true}""")]
    [InlineData("""{"server_password":7,"server_port":"x"}""")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("garbage")]
    [InlineData("")]
    public void Whatever_stands_there_the_usual_port_is_tried_without_a_password(string json)
    {
        WriteJson(json);
        var access = Access();
        Assert.Equal("ws://127.0.0.1:4455", access.Address.ToString());
        Assert.Null(access.Password());
    }

    [Fact]
    public void What_the_user_says_wins()
    {
        WriteJson(Json);
        var access = new ObsAccess("ws://127.0.0.1:1", "typed", [_folder.Path]);
        Assert.Equal("ws://127.0.0.1:1", access.Address.ToString());
        Assert.Equal("typed", access.Password());
    }

    [Fact]
    public void The_password_of_this_computers_OBS_is_not_tried_on_another()
    {
        WriteJson(Json);
        Assert.Null(new ObsAccess("studio.example", null, [_folder.Path]).Password());
    }

    private ObsAccess Access() => new(null, null, [_folder.File("nowhere"), _folder.Path]);

    private void WriteJson(string text)
    {
        var folder = Path.Combine(_folder.Path, "plugin_config", "obs-websocket");
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "config.json"), text);
    }
}
