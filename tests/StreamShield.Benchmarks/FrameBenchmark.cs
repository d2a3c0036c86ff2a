using BenchmarkDotNet.Attributes;
using StreamShield.Core.Frames;
using StreamShield.Core.Mattes;

namespace StreamShield.Benchmarks;

/// <summary>A frame with a streamer-shaped matte, at the sizes that people stream. Times are reported; allocated bytes must be 0.</summary>
[MemoryDiagnoser]
public abstract class FrameBenchmark
{
    private readonly List<IDisposable> _owned = [];

    [Params("1280x720", "1920x1080")]
    public string Size { get; set; } = "1280x720";

    protected FrameSize FrameSize { get; private set; }

    protected Frame Frame { get; private set; } = null!;

    /// <summary>256x144, as small models give it.</summary>
    protected Matte Coarse { get; private set; } = null!;

    /// <summary>At the frame's size.</summary>
    protected Matte Fine { get; private set; } = null!;

    [GlobalSetup]
    public void SetUp()
    {
        FrameSize = FrameSize.Parse(Size);
        Frame = Own(new FramePool(FrameSize, 1)).Rent();
        var random = new Random(1);
        for (var y = 0; y < FrameSize.Height; y++)
        {
            for (var x = 0; x < FrameSize.Width; x++)
            {
                var at = ((y * FrameSize.Width) + x) * 3;
                Frame.Pixels[at] = (byte)(x + random.Next(9));
                Frame.Pixels[at + 1] = (byte)(y + random.Next(9));
                Frame.Pixels[at + 2] = (byte)((x / 40 * 60) + random.Next(9));
            }
        }

        Frame.Stamp(1, 1);
        Coarse = Own(Person(256, 144));
        Fine = Own(Person(FrameSize.Width, FrameSize.Height));
        Prepare();
    }

    [GlobalCleanup]
    public void CleanUp()
    {
        Frame.Dispose();
        _owned.ForEach(thing => thing.Dispose());
        _owned.Clear();
    }

    /// <summary>Makes the stage under test.</summary>
    protected abstract void Prepare();

    /// <summary>Frees the thing after the benchmark.</summary>
    protected T Own<T>(T thing)
        where T : IDisposable
    {
        _owned.Add(thing);
        return thing;
    }

    /// <summary>Head and shoulders with an edge three coarse pixels wide: a fifth of the picture.</summary>
    private static Matte Person(int width, int height)
    {
        var matte = new Matte(width, height);
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var (u, v) = ((x + 0.5) / width, (y + 0.5) / height);
                var head = 1 - Math.Sqrt(Math.Pow((u - 0.5) / 0.09, 2) + Math.Pow((v - 0.35) / 0.2, 2));
                var body = 1 - Math.Sqrt(Math.Pow((u - 0.5) / 0.24, 2) + Math.Pow((v - 1) / 0.5, 2));
                matte.Alpha[(y * width) + x] = (byte)Math.Clamp((Math.Max(head, body) * 1500) + 128, 0, 255);
            }
        }

        matte.Stamp(1);
        return matte;
    }
}
