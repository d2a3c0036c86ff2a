namespace StreamShield.Tests.Core.People;

/// <summary>The streamer is away, or the camera is, and somebody comes back.</summary>
public sealed class StreamerReturnTests : IDisposable
{
    private static readonly TimeSpan Gap = TimeSpan.FromSeconds(5);
    private readonly PeopleScene _scene = new();

    /// <summary>Somebody who sits arm in arm with the streamer.</summary>
    private static (string Name, Person Who)[] Other { get; } =
    [
        ("other's head", Person.Visitor with { Left = 35, Top = 20, Width = 30 }), ("other", Person.Visitor with { Left = 10, Top = 60, Width = 82, Height = 84 }),
    ];

    private static (string Name, Person Who)[] Streamer(int right) =>
    [
        ("streamer's head", Person.Streamer with { Left = 115 + right, Top = 15, Width = 30 }), ("streamer", Person.Streamer with { Left = 90 + right, Top = 55, Height = 89 }),
    ];

    public void Dispose() => _scene.Dispose();

    [Fact]
    public void After_a_gap_somebody_else_in_the_same_place_is_not_shown()
    {
        Film(30, ("streamer", Person.Streamer));
        Pause(("colleague", Person.Streamer with { Top = 44, Height = 100, B = 150, G = 60, R = 40 }));
        Film(60, ("colleague", Person.Streamer with { Top = 44, Height = 100, B = 150, G = 60, R = 40 }));

        Assert.Equal(0, _scene.Shown("colleague"));
    }

    [Theory]
    [InlineData(40)]
    [InlineData(38)]
    public void After_a_gap_the_streamer_is_known_again(int top)
    {
        Film(30, ("streamer", Person.Streamer));
        Pause(("streamer", Person.Streamer with { Top = top, Height = 144 - top }));
        Film(10, ("streamer", Person.Streamer with { Top = top, Height = 144 - top }));
        _scene.Shown("streamer");

        Film(30, ("streamer", Person.Streamer with { Top = top, Height = 144 - top }));
        Assert.Equal(1, _scene.Shown("streamer"));
    }

    [Fact]
    public void A_frame_without_a_prior_does_not_show_who_was_left_out()
    {
        _scene.Followed = static (name, _, _) => name.StartsWith("streamer", StringComparison.Ordinal);
        Film(30, [.. Other, .. Streamer(0)]);
        _scene.Shown("other");

        // The model gives the streamer everybody.
        (_scene.HasPrior, _scene.Followed) = (false, static (_, _, _) => true);
        Film(1, [.. Other, .. Streamer(0)]);
        Assert.InRange(_scene.Shown("other"), 0, 0.05);
    }

    [Fact]
    public void Who_touched_somebody_from_the_start_is_known_again()
    {
        _scene.Followed = static (name, _, _) => name.StartsWith("streamer", StringComparison.Ordinal);
        Film(30, [.. Other, .. Streamer(0)]);
        _scene.Film(static (_, _, _) => false, [.. Other, .. Streamer(0)]);
        for (var i = 0; i < 110; i++)
        {
            _scene.Film([.. Other, .. Streamer(Math.Min(30, i))]);
        }

        _scene.Shown("streamer");
        Film(10, [.. Other, .. Streamer(30)]);
        Assert.InRange(_scene.Shown("streamer"), 0.95, 1);
        Assert.InRange(_scene.Shown("other"), 0, 0.01);
    }

    [Fact]
    public void A_stranger_is_not_trusted_because_somebody_else_stands_where_the_streamer_left()
    {
        var colleague = Person.Visitor with { Left = 178, Width = 28 };
        for (var i = 0; i < 60; i++)
        {
            _scene.Film(("streamer", Person.Streamer), ("colleague", colleague with { Left = Math.Max(178, 256 - (2 * i)) }));
        }

        for (var i = 0; i < 60; i++)
        {
            _scene.Film(("streamer", Person.Streamer with { Top = 40 + (3 * i) }), ("colleague", colleague));
        }

        _scene.Shown("colleague");
        for (var i = 0; i < 90; i++)
        {
            // Somewhat like the streamer.
            _scene.Film(("colleague", colleague), ("stranger", new Person(Math.Min(0, (2 * i) - 60), 40, 60, 104, 40, 46, 144)));
        }

        Assert.Equal(0, _scene.Shown("stranger"));
        Assert.Equal(0, _scene.Shown("colleague"));
    }

    private void Film(int frames, params (string Name, Person Who)[] people)
    {
        for (var i = 0; i < frames; i++)
        {
            _scene.Film(people);
        }
    }

    /// <summary>The camera gives no pictures for a while; then the next one.</summary>
    private void Pause(params (string Name, Person Who)[] people)
    {
        var interval = _scene.Interval;
        _scene.Interval = Gap;
        _scene.Film(people);
        _scene.Interval = interval;
    }
}
