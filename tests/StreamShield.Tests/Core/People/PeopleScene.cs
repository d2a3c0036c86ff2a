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

    private readonly Person?[] _front = new Person?[Width * Height];
    private readonly string[] _names = new string[Width * Height];
    private readonly byte[] _small = new byte[Width * Height * 3];
    private readonly Matte _matte = new(Width, Height);
    private readonly Random _noise = new(3);
    private readonly Dictionary<string, (long Shown, long All)> _counts = [];
    private readonly Matte _everybody = new(Width, Height);
    private readonly StreamerPrior _prior = new(Width, Height);
    private long _frame;

    /// <summary>Time between two frames.</summary>
    public TimeSpan Interval { get; set; } = TimeSpan.FromSeconds(1 / 30.0);

    /// <summary>What a model that follows gives the streamer; null for a model that does not follow.</summary>
    public Func<string, int, int, bool>? Followed { get; set; }

    /// <summary>False when the model has no prior, as after a cut.</summary>
    public bool HasPrior { get; set; } = true;

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
        Place(people);
        for (var i = 0; i < Width * Height; i++)
        {
            var (x, y) = (i % Width, i / Width);
            var (b, g, r) = _front[i]?.Colour(x, y) ?? (90, 110, 100);
            (_small[i * 3], _small[(i * 3) + 1], _small[(i * 3) + 2]) = (Noisy(b), Noisy(g), Noisy(r));
            _matte.Alpha[i] = _front[i] is not null && found?.Invoke(_names[i], x, y) != false ? (byte)255 : (byte)0;
        }

        _matte.Stamp(++_frame);
        if (Followed is null)
        {
            Selector.Select(_matte, _matte, _small, Interval);
        }
        else
        {
            SelectFollowed(Followed);
        }

        for (var i = 0; i < Width * Height; i++)
        {
            if (_front[i] is not null)
            {
                var (shown, all) = _counts.GetValueOrDefault(_names[i]);
                _counts[_names[i]] = (shown + (_matte.Alpha[i] != 0 ? 1 : 0), all + 1);
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

    private void Place((string Name, Person Who)[] people)
    {
        Array.Clear(_front);
        foreach (var (name, who) in people)
        {
            for (var y = Math.Max(0, who.Top); y < Math.Min(Height, who.Top + who.Height); y++)
            {
                for (var x = Math.Max(0, who.Left); x < Math.Min(Width, who.Left + who.Width); x++)
                {
                    (_front[(y * Width) + x], _names[(y * Width) + x]) = (who, name);
                }
            }
        }
    }

    private void SelectFollowed(Func<string, int, int, bool> followed)
    {
        _matte.CopyTo(_everybody);
        for (var i = 0; i < Width * Height; i++)
        {
            _matte.Alpha[i] = _front[i] is not null && followed(_names[i], i % Width, i / Width) ? _matte.Alpha[i] : (byte)0;
        }

        Selector.Select(_matte, _everybody, _small, Interval, HasPrior);
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
