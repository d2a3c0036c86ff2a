using System.Diagnostics;
using System.Globalization;

namespace StreamShield.Lab.Sound.Live;

/// <summary>Figures of one run, from what was sent and what came.</summary>
internal sealed class LiveReport
{
    private const double MaxMs = 500;
    private const double SlateWithinMs = 1000;

    private readonly IReadOnlyList<double> _inRoom;
    private readonly IReadOnlyList<double> _inCable;
    private readonly IReadOnlyList<long> _flashes;
    private readonly IReadOnlyList<(double Begin, double End)> _silences;
    private readonly IReadOnlyList<(double Begin, double End)> _roomDry;
    private readonly Ear _room;
    private readonly Ear _cable;
    private readonly Viewer _viewer;
    private readonly IReadOnlyList<PanicPress> _presses;
    private readonly double _cameraMs;

    /// <summary>All that is known after the run.</summary>
    public LiveReport(Ear room, Ear cable, IReadOnlyList<long> flashes, Viewer viewer, IReadOnlyList<PanicPress> presses, double cameraMs)
    {
        (_room, _inRoom, _inCable, _silences, _roomDry) = (room, room.Claps, cable.Claps, cable.Silences, room.Silences);
        (_flashes, _cable, _viewer, _presses, _cameraMs) = (flashes, cable, viewer, presses, cameraMs);
    }

    /// <summary>How much later sound is than picture: each one's own way between its two ends, which are compared, so that clap and flash need not be at exactly one time.</summary>
    /// <param name="what">Which part of the run.</param>
    /// <param name="from">Its begin.</param>
    /// <param name="to">Its end.</param>
    /// <param name="table">File that gets a line per flash: part, seconds in it, the picture's way and the sound's in milliseconds. Null for none.</param>
    public void Offsets(string what, long from, long to, string? table)
    {
        var (sounds, pictures, offsets) = (new List<double>(), new List<double>(), new List<double>());
        var (expected, unseen, unheard) = (0, 0, 0);
        using var rows = table is null ? null : File.AppendText(table);
        foreach (var flash in _flashes.Where(flash => flash >= from && flash < to && !_presses.Any(press => flash > press.Asked - Ticks(MaxMs) && flash < press.BackAsked + Ticks(SlateWithinMs))))
        {
            expected++;
            var seen = After(flash, _viewer.Flashes.Select(at => (double)at));
            var clap = After(flash, _inRoom);
            var heard = clap is { } begin ? After(begin, _inCable) : null;
            unseen += seen is null ? 1 : 0;
            unheard += heard is null ? 1 : 0;
            rows?.WriteLine(FormattableString.Invariant($"{what};{(flash - from) / (double)Stopwatch.Frequency:0.000};{Milliseconds((seen ?? double.NaN) - flash) + _cameraMs:0.0};{Milliseconds((heard ?? double.NaN) - (clap ?? double.NaN)):0.0}"));
            if (seen is { } picture && heard is { } sound)
            {
                pictures.Add(Milliseconds(picture - flash) + _cameraMs);
                sounds.Add(Milliseconds(sound - clap!.Value));
                offsets.Add(sounds[^1] - pictures[^1]);
            }
        }

        if (offsets.Count == 0)
        {
            Console.WriteLine($"{what}: nothing matched ({expected} flashes, {unseen} not seen, {unheard} not heard)");
            return;
        }

        var sizes = offsets.Select(Math.Abs).ToList();
        Console.WriteLine(FormattableString.Invariant($"{what}: sound minus picture p50 {Share(sizes, 0.5):0.0} ms, p95 {Share(sizes, 0.95):0.0} ms, most {sizes.Max():0.0} ms, mean {offsets.Average():+0.0;-0.0} ms ({expected} flashes, {unseen} not seen, {unheard} not heard)"));
        Console.WriteLine(FormattableString.Invariant($"  sound p5 {Share(sounds, 0.05):0.0}, p50 {Share(sounds, 0.5):0.0}, p95 {Share(sounds, 0.95):0.0} ms; picture, the camera's {_cameraMs:0} ms with it, p5 {Share(pictures, 0.05):0.0}, p50 {Share(pictures, 0.5):0.0}, p95 {Share(pictures, 0.95):0.0} ms"));
    }

    /// <summary>How soon a slate is silence, and what is heard while it is shown or of that time later.</summary>
    public void Mutes()
    {
        var (slates, afterSlate, afterButton) = (new List<double>(), new List<double>(), new List<double>());
        var (silentBefore, broken, told) = (0, 0, 0);
        foreach (var press in _presses)
        {
            var slate = After(press.Asked, _viewer.Changes.Select(at => (double)at), SlateWithinMs);
            var silence = SilenceOf(press);
            if (silence.End == 0)
            {
                broken++;
                continue;
            }

            // What clapped while nobody was to hear it.
            told += _inRoom.Count(clap => clap > press.Answered && clap < press.BackAsked && After(clap, _inCable.Where(heard => heard > silence.End)) is not null);
            if (silence.Begin < press.Asked)
            {
                silentBefore++;
                continue;
            }

            afterButton.Add(Milliseconds(silence.Begin - press.Asked));
            if (slate is { } seen)
            {
                slates.Add(Milliseconds(seen - press.Asked));
                afterSlate.Add(Milliseconds(silence.Begin - seen));
            }
        }

        Console.WriteLine($"{_presses.Count} slates, {silentBefore} in silence anyway, {broken} broken by sound, {told} claps of them heard later");
        Console.WriteLine($"  slate seen after the button {List(slates)} ms, silence after the button {List(afterButton)} ms, silence after the slate was seen {List(afterSlate)} ms");
        Console.WriteLine("  (in the order of the presses; what waits in the sound server is heard to its end)");
    }

    /// <summary>The loudest above 9 kHz in each part, and around the slates. Where the server ran dry, which a busy machine makes it do, it clicks by itself, in the room or in the cable.</summary>
    public void Clicks((string What, double From, double To)[] parts)
    {
        var slates = _presses.Select(SilenceOf).ToList();
        foreach (var (what, from, to) in parts.Concat(_presses.Select((press, i) => ($"slate {i + 1}", press.Asked - Ticks(MaxMs), press.BackAsked + Ticks(SlateWithinMs)))))
        {
            var dry = _silences.Where(silence => silence.Begin > from && silence.End < to && !slates.Contains(silence))
                .Concat(_roomDry.Where(dry => dry.End > from && dry.Begin < to).Select(dry => (dry.Begin, dry.End + Ticks(MaxMs)))).ToList();
            Console.WriteLine(FormattableString.Invariant($"loudest above 9 kHz, {what}: {_cable.ClickDb(from, to, dry):0.0} dBFS; {dry.Count} times dry, with them {_cable.ClickDb(from, to, []):0.0}; in the room itself {_room.ClickDb(from, to, []):0.0}"));
        }
    }

    /// <summary>The silence that lasts until the button is let go; all 0 when there was sound then.</summary>
    private (double Begin, double End) SilenceOf(PanicPress press) => _silences.FirstOrDefault(silence => silence.Begin < press.BackAsked && silence.End >= press.BackAsked);

    private static double? After(double time, IEnumerable<double> times, double withinMs = MaxMs)
    {
        foreach (var at in times)
        {
            if (at > time)
            {
                return at - time < Ticks(withinMs) ? at : null;
            }
        }

        return null;
    }

    private static double Share(List<double> values, double share) => values.Order().ElementAt(Math.Min(values.Count - 1, (int)(values.Count * share)));

    private static string List(List<double> values) => string.Join(" ", values.Select(value => value.ToString("0.0", CultureInfo.InvariantCulture)));

    private static double Ticks(double milliseconds) => milliseconds * Stopwatch.Frequency / 1000;

    private static double Milliseconds(double ticks) => ticks * 1000 / Stopwatch.Frequency;
}
