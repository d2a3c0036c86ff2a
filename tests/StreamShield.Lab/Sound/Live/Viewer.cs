using System.Diagnostics;
using OpenCvSharp;
using StreamShield.Lab.Page;

namespace StreamShield.Lab.Sound.Live;

/// <summary>Reads the stream as a player does: when a flash has come, and when the whole picture changes, which is the slate coming or going.</summary>
internal sealed class Viewer : IDisposable
{
    private const double FlashLevel = 5;
    private const double WholeLevel = 25;
    private const int Memory = 5;

    private readonly HttpClient _http;
    private readonly JpegParts _parts;
    private readonly Task _looking;
    private readonly Queue<double> _usual = [];
    private Mat? _last;

    private Viewer(HttpClient http, Stream body)
    {
        _http = http;
        _parts = new JpegParts(body);
        _looking = Task.Run(LookAsync);
    }

    /// <summary>When flashes were seen, as time stamps of <see cref="Stopwatch"/>.</summary>
    public List<long> Flashes { get; } = [];

    /// <summary>When slates came or went.</summary>
    public List<long> Changes { get; } = [];

    /// <summary>Pictures seen.</summary>
    public int Pictures { get; private set; }

    /// <summary>Begins to look.</summary>
    public static async Task<Viewer> OpenAsync(Uri picture)
    {
        var http = new HttpClient();
        return new Viewer(http, await http.GetStreamAsync(picture));
    }

    public void Dispose()
    {
        _http.Dispose();
        _looking.ContinueWith(static _ => { }, TaskScheduler.Default).Wait(TimeSpan.FromSeconds(3));
        _parts.Dispose();
        _last?.Dispose();
    }

    private async Task LookAsync()
    {
        while (true)
        {
            var jpeg = await _parts.NextAsync();
            var now = Stopwatch.GetTimestamp();
            Look(Cv2.ImDecode(jpeg, ImreadModes.ReducedGrayscale8), now);
        }
    }

    private void Look(Mat picture, long now)
    {
        Pictures++;
        var level = picture.Mean().Val0;
        if (_last is not null && Cv2.Norm(picture, _last, NormTypes.L1) / picture.Total() > WholeLevel)
        {
            Changes.Add(now);
            _usual.Clear();
        }

        _last?.Dispose();
        _last = picture;
        if (_usual.Count == Memory && level - _usual.Average() > FlashLevel)
        {
            Flashes.Add(now);
            return;
        }

        _usual.Enqueue(level);
        if (_usual.Count > Memory)
        {
            _usual.Dequeue();
        }
    }
}
