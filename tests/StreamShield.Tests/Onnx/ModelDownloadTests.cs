using System.Text.Json.Nodes;
using StreamShield.Core.Frames;
using StreamShield.Onnx;
using StreamShield.Tests.App;
using StreamShield.Tests.Devices;

namespace StreamShield.Tests.Onnx;

/// <summary>Fetching a model from its publisher, here a server on this machine.</summary>
public sealed class ModelDownloadTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly byte[] _model = TinyOnnx.BrightIsPerson(16, 8);
    private readonly FileServer _server;
    private readonly ModelStore _store;
    private long _arrived;

    public ModelDownloadTests()
    {
        _server = new FileServer(_model);
        _store = new ModelStore(Path.Combine(_folder.Path, "shipped"), Path.Combine(_folder.Path, "user"));
        Offer(_server.Address.ToString(), _model.Length);
    }

    public void Dispose()
    {
        _server.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_model_is_fetched_checked_installed_and_runs()
    {
        Assert.Contains("run 'streamshield models get tiny'", _store.List().Single().Detail, StringComparison.Ordinal);
        Assert.Equal((_server.Address, _model.Length), (_store.Offered("tiny").Download!.Address, _store.Offered("tiny").Download!.Bytes));
        Assert.Empty(_server.Asked);
        Assert.Contains("'tiny' is installed", await GetAsync(), StringComparison.Ordinal);
        Assert.Equal(_model.Length, _arrived);
        Assert.Equal(["tiny"], Directory.GetFileSystemEntries(_store.UserFolder).Select(Path.GetFileName));
        using var segmenter = _store.Open("tiny");
        Assert.Contains("already installed", await GetAsync(), StringComparison.Ordinal);
        Assert.Equal([0], _server.Asked);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_broken_fetch_goes_on_where_it_stopped_or_begins_anew_where_the_server_cannot(bool knowsRanges)
    {
        _server.KnowsRanges = knowsRanges;
        _server.BreaksAfter = 40;
        var fault = await FaultAsync();
        Assert.Contains($"it stopped at 40 of {_model.Length} bytes", fault, StringComparison.Ordinal);
        Assert.Contains("goes on from there", fault, StringComparison.Ordinal);
        Assert.Equal(ModelState.NotInstalled, _store.List().Single().State);
        _server.BreaksAfter = null;
        Assert.Contains("'tiny' is installed", await GetAsync(), StringComparison.Ordinal);
        Assert.Equal([0, 40], _server.Asked);
        Assert.Equal(ModelState.Ready, _store.List().Single().State);
    }

    [Fact]
    public async Task Another_file_is_thrown_away_and_the_next_fetch_begins_anew()
    {
        _server.File = [.. _model.Select((b, i) => i == 30 ? (byte)(b ^ 1) : b)];
        Assert.Contains("another file than the one that StreamShield knows", await FaultAsync(), StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(_store.UserFolder));
        _server.File = [.. _model, 1];
        Assert.Contains("more than the", await FaultAsync(), StringComparison.Ordinal);
        _server.File = _model;
        Assert.Contains("'tiny' is installed", await GetAsync(), StringComparison.Ordinal);
        Assert.Equal([0, 0, 0], _server.Asked);
    }

    [Fact]
    public async Task A_refusing_server_and_no_server_are_one_sentence()
    {
        _server.Status = 404;
        Assert.Contains("127.0.0.1 answered 404", await FaultAsync(), StringComparison.Ordinal);
        _server.Dispose();
        Assert.Contains("check the network", await FaultAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_not_known_or_has_no_address_is_not_offered()
    {
        Assert.Contains("There is no model 'other': choose one of tiny.", Assert.Throws<ShieldException>(() => _store.Offered("other")).Message, StringComparison.Ordinal);
        Offer(null, 0);
        Assert.Contains("No address of the model 'tiny' is known", Assert.Throws<ShieldException>(() => _store.Offered("tiny")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://example.com/model.onnx")]
    [InlineData("file:///etc/passwd")]
    [InlineData("model.onnx")]
    public void Addresses_are_https(string address)
    {
        Offer(address, 5);
        Assert.Contains("allowed is an https address", _store.List().Single().Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_command_says_size_licence_and_address_and_fetches_nothing_unasked()
    {
        var (code, run) = await CommandRun.ToEndAsync("models", "get", "selfie");
        Assert.NotEqual(0, code);
        var said = run.Output.ToString();
        Assert.Contains("Size:    0.4 MB", said, StringComparison.Ordinal);
        Assert.Contains("Licence: Apache-2.0", said, StringComparison.Ordinal);
        Assert.Contains("From:    https://", said, StringComparison.Ordinal);
        Assert.Contains("Nothing was fetched: agree with 'streamshield models get selfie --yes'.", run.Sentence, StringComparison.Ordinal);
    }

    private void Offer(string? address, int bytes)
    {
        var json = TinyOnnx.Manifest("tiny", _model, 16, 8);
        if (address is not null)
        {
            json["download"] = new JsonObject { ["address"] = address, ["bytes"] = bytes };
        }

        Directory.CreateDirectory(_store.ShippedFolder);
        File.WriteAllText(Path.Combine(_store.ShippedFolder, "tiny.json"), json.ToJsonString());
    }

    private Task<string> GetAsync() => _store.GetAsync("tiny", bytes => _arrived = bytes, CancellationToken.None);

    private async Task<string> FaultAsync() => (await Assert.ThrowsAsync<ShieldException>(GetAsync)).Message;
}
