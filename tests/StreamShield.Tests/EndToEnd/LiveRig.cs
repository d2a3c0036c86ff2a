using System.Diagnostics;
using StreamShield.Core.Frames;
using StreamShield.Core.Mattes;
using StreamShield.Core.People;
using StreamShield.Core.Pipeline;
using StreamShield.Core.Settings;
using StreamShield.Devices.Mjpeg;
using StreamShield.Devices.Synthetic;

namespace StreamShield.Tests.EndToEnd;

/// <summary>
/// A whole live session in the <see cref="Room"/>, with its real threads, a real model and two real sinks (memory and an MJPEG stream with a client), and a witness at each.
/// </summary>
internal sealed class LiveRig : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly object _news = new();
    private readonly ShieldModels _models = new();
    private readonly MjpegSink _stream = new(Room.Size);
    private readonly MjpegClient _client;
    private readonly CancellationTokenSource _gone = new();
    private Task _reading = Task.CompletedTask;

    /// <param name="seed">Of the room; told on failure.</param>
    /// <param name="wrap">Puts faults around the real model; called with every opening.</param>
    /// <param name="model">Chooses the model file; null = the good one.</param>
    /// <param name="settings">Null takes the blur, which has the room's pixels in its hands.</param>
    /// <param name="rate">Pictures per second.</param>
    /// <param name="time">The session's clock; null for the system's.</param>
    public LiveRig(int seed, Func<ISegmenter, ISegmenter>? wrap = null, Func<ShieldModels, string>? model = null, ShieldSettings? settings = null, double rate = 80, TimeProvider? time = null)
    {
        Room = new Room(seed);
        Source = new RoomSource(Room, rate * 7 / 8);
        Witness = new LeakWitness(Room);
        StreamWitness = new LeakWitness(Room);
        Source.Tell(Witness);
        Model = model is null ? _models.Good : model(_models);
        Open = () => (wrap ?? (segmenter => segmenter))(_models.Open(Model));
        Session = new ShieldSession(Room.Size, rate, Source, () => Open(), settings ?? new ShieldSettings { Effect = "blur", Colour = Room.Solid, People = PeopleChoice.Everyone }, time);
        Memory = new MemorySink(Room.Size, 1, picture =>
        {
            Witness.Examine(picture);
            Pulse();
        });
        Session.Add(Memory);
        Session.Add(_stream);
        _client = _stream.Attach();
    }

    public Room Room { get; }

    public RoomSource Source { get; }

    /// <summary>Looks at the memory sink.</summary>
    public LeakWitness Witness { get; }

    /// <summary>Looks at the stream's JPEGs.</summary>
    public LeakWitness StreamWitness { get; }

    public ShieldSession Session { get; }

    public MemorySink Memory { get; }

    public MjpegSink Stream => _stream;

    /// <summary>The model's file.</summary>
    public string Model { get; set; }

    /// <summary>Opens a model as the session does.</summary>
    public Func<ISegmenter> Open { get; set; }

    public LiveRig Start()
    {
        _reading = Task.Factory.StartNew(ReadStream, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        Session.Start();
        return this;
    }

    /// <summary>Starts, and waits until pictures are shown.</summary>
    public LiveRig GoLive()
    {
        Start();
        UntilShown(3);
        return this;
    }

    /// <summary>Waits for a condition, asked again with every picture.</summary>
    public void Until(string what, Func<bool> condition)
    {
        var began = Stopwatch.GetTimestamp();
        lock (_news)
        {
            while (!condition())
            {
                var left = Patience - Stopwatch.GetElapsedTime(began);
                Assert.True(left > TimeSpan.Zero, $"Waited in vain until {what}; seed {Room.Seed}, state {Session.Pipeline.State}, {Session.Counters}, last {Witness.Last}.");
                Monitor.Wait(_news, left < TimeSpan.FromMilliseconds(50) ? left : TimeSpan.FromMilliseconds(50));
            }
        }
    }

    /// <summary>Ids of all pictures that the memory sink was shown.</summary>
    public long[] ShownIds => [.. Witness.Sights.Where(sight => !sight.IsSlate).Select(sight => sight.FrameId)];

    /// <summary>Reasons of all slates that the memory sink was shown.</summary>
    public SlateReason[] ShownSlates => [.. Witness.Sights.Where(sight => sight.IsSlate).Select(sight => sight.Slate!.Value).Distinct()];

    /// <summary>Waits until so many more frames were shown shielded.</summary>
    public void UntilShown(int more = 5)
    {
        var already = Witness.Frames;
        Until($"{more} more frames are shown", () => Witness.Frames >= already + more);
    }

    /// <summary>Waits until the slate with these words is seen, by its pixels.</summary>
    public void UntilSlate(SlateReason reason) => Until($"the slate says {reason}", () => Witness.Last.Slate == reason);

    /// <summary>Ends the session and checks what must be true of every one: nothing leaked, and both sinks end on the slate.</summary>
    public void End()
    {
        Session.Dispose();
        Assert.True(_reading.Wait(Patience), "The stream's client was not told of the end.");
        Witness.AssertClean();
        StreamWitness.AssertClean();
        Assert.Equal(SlateReason.Stopping, Witness.Last.Slate);
        Assert.Equal(SlateReason.Stopping, StreamWitness.Last.Slate);
        Assert.All(Session.Pumps.Take(2), pump => Assert.Equal("", pump.Trouble));
    }

    public void Dispose()
    {
        Session.Dispose();
        _gone.Cancel();
        _reading.Wait(Patience);
        _client.Dispose();
        _gone.Dispose();
        _models.Dispose();
    }

    private void ReadStream()
    {
        try
        {
            while (_client.Next(_gone.Token))
            {
                StreamWitness.ExamineJpeg(_client.Jpeg.Span);
            }
        }
        catch (OperationCanceledException)
        {
            // A test that failed leaves early.
        }
    }

    private void Pulse()
    {
        lock (_news)
        {
            Monitor.PulseAll(_news);
        }
    }
}
