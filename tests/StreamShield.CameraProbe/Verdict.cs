using StreamShield.Core.Compositing;
using StreamShield.Core.Frames;

namespace StreamShield.CameraProbe;

/// <summary>Counts what a reader sees of numbered pictures, and says at the end whether it was right.</summary>
internal sealed class Verdict : IDisposable
{
    private readonly string _what;
    private readonly int _count;
    private readonly bool _crash;
    private readonly ShieldedFrame _expected;
    private readonly ShieldedFrame _slate;
    private readonly HashSet<int> _exact = [];
    private int _wrong;
    private int _order;

    /// <summary>A verdict on one camera.</summary>
    /// <param name="what">Which.</param>
    /// <param name="size">Size of the pictures.</param>
    /// <param name="count">How many are numbered.</param>
    /// <param name="crash">True when the writer dies in the middle.</param>
    public Verdict(string what, FrameSize size, int count, bool crash)
    {
        _what = what;
        _count = count;
        _crash = crash;
        _expected = new ShieldedFrame(size);
        _slate = new Slate(size).Make(SlateReason.Stopping);
    }

    /// <summary>True while the newest picture is the slate.</summary>
    public bool EndsOnSlate { get; private set; }

    /// <summary>The newest number seen.</summary>
    public int Last { get; private set; }

    /// <summary>Takes one picture in.</summary>
    /// <param name="seen">Its bytes.</param>
    /// <param name="claim">The number that it claims; asked only when it is not the slate.</param>
    /// <param name="convert">Turns a shielded picture into the camera's format.</param>
    public void Look(ReadOnlySpan<byte> seen, Func<int> claim, Func<ShieldedFrame, byte[]> convert)
    {
        EndsOnSlate = seen.SequenceEqual(convert(_slate));
        if (EndsOnSlate)
        {
            return;
        }

        var number = claim();
        if (number == Last)
        {
            return;
        }

        if (number < 1 || number > _count)
        {
            _wrong++;
            return;
        }

        NumberedPicture.Fill(_expected, number);
        if (seen.SequenceEqual(convert(_expected)))
        {
            _exact.Add(number);
        }
        else
        {
            _wrong++;
        }

        _order += number > Last ? 0 : 1;
        Last = number;
    }

    /// <summary>Says it.</summary>
    /// <param name="stopped">How the end was told, or what is missing of it.</param>
    /// <param name="toldOfTheEnd">True when the end was told.</param>
    /// <returns>Exit code.</returns>
    public int Say(string stopped, bool toldOfTheEnd)
    {
        var wanted = _crash ? (_count / 2) + 1 : _count;
        var good = _exact.Count == wanted && _wrong == 0 && _order == 0 && EndsOnSlate && toldOfTheEnd;
        Console.WriteLine($"{(good ? "passed" : "FAILED")} {_what}{(_crash ? ", writer killed" : "")}: {_exact.Count} of {wanted} pictures new and exact, {_wrong} wrong, {_order} out of order, "
            + $"{(EndsOnSlate ? "the slate last" : "the last is NOT the slate")}, {stopped}");
        return good ? 0 : 1;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _expected.Dispose();
        _slate.Dispose();
    }
}
