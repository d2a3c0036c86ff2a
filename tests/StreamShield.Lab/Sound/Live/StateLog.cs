using System.Text.Json;
using StreamShield.Devices.Sound.Pulse;

namespace StreamShield.Lab.Sound.Live;

/// <summary>What the program and the sound server said about themselves meanwhile.</summary>
internal sealed class StateLog
{
    private const int MaxListLength = 1 << 20;
    private readonly List<double> _sound = [];
    private readonly List<double> _late = [];
    private readonly List<double> _picture = [];
    private readonly List<double> _queued = [];
    private readonly int _cable;
    private JsonElement _last;

    public StateLog()
    {
        using var sinks = List("sinks");
        _cable = sinks.RootElement.EnumerateArray().First(sink => sink.GetProperty("name").GetString() == SoundHouse.Cable).GetProperty("index").GetInt32();
    }

    /// <summary>Notes one look at /state.json, and asks the server how much of the program's sound waits in it.</summary>
    public void Add(JsonElement state)
    {
        _last = state;
        var sound = state.GetProperty("sound");
        if (!sound.GetProperty("muted").GetBoolean())
        {
            _sound.Add(sound.GetProperty("delayMs").GetDouble());
            _late.Add(sound.GetProperty("lateMs").GetDouble());
            _picture.Add(state.GetProperty("latencyMs").GetDouble());
        }

        using var inputs = List("sink-inputs");
        foreach (var input in inputs.RootElement.EnumerateArray().Where(input => input.GetProperty("sink").GetInt32() == _cable))
        {
            _queued.Add(input.GetProperty("buffer_latency_usec").GetDouble() / 1000);
        }
    }

    /// <summary>Prints it.</summary>
    public void Tell()
    {
        var sound = _last.GetProperty("sound");
        var counters = _last.GetProperty("counters");
        Console.WriteLine(FormattableString.Invariant($"the program says: sound {Middle(_sound):0.0} ms, late {Middle(_late):0.0} ms, picture {Middle(_picture):0.0} ms; jumps {sound.GetProperty("jumps").GetInt64()}, gaps {sound.GetProperty("gaps").GetInt64()}, drift {sound.GetProperty("driftPpm").GetDouble():0.0} ppm; {counters}"));
        Console.WriteLine(FormattableString.Invariant($"the sound server keeps {Middle(_queued):0.0} ms for the output"));
    }

    private static JsonDocument List(string what) => JsonDocument.Parse(PulseClient.RunPactl(MaxListLength, "-f", "json", "list", what));

    private static double Middle(List<double> values) => values.Count == 0 ? double.NaN : values.Order().ElementAt(values.Count / 2);
}
