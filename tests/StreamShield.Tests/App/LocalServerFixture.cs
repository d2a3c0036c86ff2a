using StreamShield.App.Http;
using StreamShield.App.Live;
using StreamShield.App.Page;
using StreamShield.Core.Frames;
using StreamShield.Devices.Mjpeg;
using StreamShield.Tests.App.Desktop;

namespace StreamShield.Tests.App;

/// <summary>The real server on a free port, with a stream behind it.</summary>
internal sealed class LocalServerFixture : IAsyncDisposable
{
    private readonly List<string> _faults = [];

    private LocalServerFixture(FrameSize size) => Stream = new MjpegSink(size);

    public MjpegSink Stream { get; }

    public LocalServer Server { get; private set; } = null!;

    public HttpClient Http { get; } = new() { Timeout = TimeSpan.FromSeconds(30) };

    public Uri Picture => new(Server.AddressOf(LiveRoutes.Picture));

    public Uri State => new(Server.AddressOf(LiveRoutes.State));

    public Secrets Secrets { get; } = new(AccessToken.New(), AccessToken.New(), TimeProvider.System);

    /// <summary>"?token=...", the one that opens the state as well.</summary>
    public string Query => State.Query;

    public IReadOnlyList<string> Faults => _faults;

    public static async Task<LocalServerFixture> StartAsync(FrameSize? size = null)
    {
        var fixture = new LocalServerFixture(size ?? new FrameSize(160, 96));
        fixture.Server = await LocalServer.StartAsync(
            0, mayMove: false, fixture.Secrets, new Site([], new LiveRoutes(fixture.Stream, Status).All, []), fixture._faults.Add);
        return fixture;
    }

    public async Task<MjpegReader> OpenPictureAsync()
    {
        var response = await Http.GetAsync(Picture, HttpCompletionOption.ResponseHeadersRead);
        Assert.True(response.IsSuccessStatusCode, response.StatusCode.ToString());
        return new MjpegReader(await response.Content.ReadAsStreamAsync());
    }

    public async ValueTask DisposeAsync()
    {
        Stream.Dispose();
        Http.Dispose();
        await Server.DisposeAsync();
    }

    private static LiveStatus Status() => Statuses.Hidden(SlateReason.Starting, "") with
    {
        Headline = "HIDDEN: starting",
        Size = "160x96",
        Source = "none",
        Effect = "blur",
        Strength = 60,
    };
}
