using StreamShield.Core.Mattes;
using StreamShield.Core.People;

namespace StreamShield.Tests.Core.People;

/// <summary>Somebody made of patches of similar colours, which move along: a rectangle is a person enough for a selector.</summary>
/// <param name="Left">In coarse pixels.</param>
/// <param name="Top">In coarse pixels.</param>
/// <param name="Width">In coarse pixels.</param>
/// <param name="Height">In coarse pixels.</param>
/// <param name="B">Blue of the clothes.</param>
/// <param name="G">Green of the clothes.</param>
/// <param name="R">Red of the clothes.</param>
internal sealed record Person(int Left, int Top, int Width, int Height, int B, int G, int R)
{
    public static Person Streamer { get; } = new(90, 40, 80, 104, 40, 40, 150);

    public static Person Visitor { get; } = new(-50, 30, 40, 114, 150, 60, 40);

    public bool Covers(int x, int y) => x >= Left && x < Left + Width && y >= Top && y < Top + Height;

    public (byte B, byte G, byte R) Colour(int x, int y)
    {
        var patch = ((((x - Left) / 5 * 7) + ((y - Top) / 5 * 13)) % 5 * 9) - 18;
        return ((byte)(B + patch), (byte)(G + patch), (byte)(R + patch));
    }
}

/// <summary>Films people with a perfect segmenter that finds everybody, frame by frame, and counts who is shown after the selection.</summary>
internal sealed class PeopleScene : IDisposable
{
    public const int Width = 256;
    public const int Height = 144;

    private readonly byte[] _small = new byte[Width * Height * 3];
    private readonly Matte _matte = new(Width, Height);
    private readonly Random _noise = new(3);
    private readonly Dictionary<string, (long Shown, long All)> _counts = [];
    private readonly Matte _everybody = new(Width, Height);
    private readonly StreamerPrior _prior = new(Width, Height);
    private long _frame;

    /// <summary>Time between two frames.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(1 / 30.0);

    /// <summary>What a model that follows gives the streamer; null for a model that does not follow.</summary>
    public Func<string, int, int, bool>? Followed { get; set; }

    public StreamerSelector Selector { get; } = new(Width, Height);

    public StreamerState State => Selector.Status.State;

    public ReadOnlySpan<byte> Alpha => _matte.Alpha;

    /// <summary>Alpha of the prior for the next frame if the model gives the streamer this everywhere else.</summary>
    public byte PriorOf(byte weak, int x, int y)
    {
        _prior.Matte.Alpha.Fill(weak);
        _prior.Limit(Selector, _matte);
        return _prior.Matte.Alpha[(y * Width) + x];
    }

    /// <summary>The selector sees one frame.</summary>
    /// <param name="found">Whether the segmenter finds somebody at that pixel.</param>
    /// <param name="people">Name and person; later ones stand in front.</param>
    public void Film(Func<string, int, int, bool>? found, params (string Name, Person Who)[] people)
    {
        for (var i = 0; i < Width * Height; i++)
        {
            var (x, y) = (i % Width, i / Width);
            var front = people.LastOrDefault(person => person.Who.Covers(x, y));
            var colour = front.Name is null ? ((byte)90, (byte)110, (byte)100) : front.Who.Colour(x, y);
            (_small[i * 3], _small[(i * 3) + 1], _small[(i * 3) + 2]) = (Noisy(colour.Item1), Noisy(colour.Item2), Noisy(colour.Item3));
            _matte.Alpha[i] = front.Name is not null && found?.Invoke(front.Name, x, y) != false ? (byte)255 : (byte)0;
        }

        _matte.Stamp(++_frame);
        if (Followed is null)
        {
            Selector.Select(_matte, _matte, _small, Interval);
        }
        else
        {
            SelectFollowed(people);
        }

        for (var i = 0; i < Width * Height; i++)
        {
            if (people.LastOrDefault(person => person.Who.Covers(i % Width, i / Width)).Name is { } name)
            {
                var (shown, all) = _counts.GetValueOrDefault(name);
                _counts[name] = (shown + (_matte.Alpha[i] != 0 ? 1 : 0), all + 1);
            }
        }
    }

    public void Film(params (string Name, Person Who)[] people) => Film(null, people);

    /// <summary>Share of somebody's pixels that were shown since the last time this was asked, all frames together.</summary>
    public double Shown(string name)
    {
        var (shown, all) = _counts.GetValueOrDefault(name);
        _counts.Remove(name);
        return all == 0 ? 0 : (double)shown / all;
    }

    private void SelectFollowed((string Name, Person Who)[] people)
    {
        _matte.CopyTo(_everybody);
        for (var i = 0; i < Width * Height; i++)
        {
            var (x, y) = (i % Width, i / Width);
            var front = people.LastOrDefault(person => person.Who.Covers(x, y)).Name;
            _matte.Alpha[i] = front is not null && Followed!(front, x, y) ? _matte.Alpha[i] : (byte)0;
        }

        Selector.Select(_matte, _everybody, _small, Interval);
    }

    public void Dispose()
    {
        Selector.Dispose();
        _everybody.Dispose();
        _prior.Dispose();
        _matte.Dispose();
    }

    private byte Noisy(byte level) => (byte)Math.Clamp(level + _noise.Next(-4, 5), 0, 255);
}
