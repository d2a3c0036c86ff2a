using BenchmarkDotNet.Attributes;
using StreamShield.Core.Compositing;
using StreamShield.Core.Frames;
using StreamShield.Core.Obscuring;
using StreamShield.Devices.Mjpeg;
using StreamShield.Devices.Pixels;
using StreamShield.Devices.VirtualCameras.Obs;
using StreamShield.Devices.VirtualCameras.UnityCapture;
using StreamShield.Devices.VirtualCameras.V4l2Loopback;

namespace StreamShield.Benchmarks;

/// <summary>
/// One picture into each sink. "v4l2" converts and then copies once more, as the kernel does in write(); "obs" and "unitycapture" write to plain memory, which shared memory is;
/// "mjpeg" encodes for one client.
/// </summary>
public class BenchmarkSinks : FrameBenchmark
{
    private ISink _sink = null!;
    private ShieldedFrame _picture = null!;

    [Params("obs", "unitycapture", "v4l2-yuyv", "v4l2-i420", "mjpeg")]
    public string Sink { get; set; } = "obs";

    [Benchmark]
    public void Write() => _sink.Write(_picture);

    protected override void Prepare()
    {
        using var hidden = new HiddenPicture(FrameSize);
        using var compositor = new Compositor(FrameSize);
        _picture = Own(new ShieldedFrame(FrameSize));
        compositor.Compose(Frame, Fine, hidden, _picture);
        _sink = Own(Make());
        if (_sink is MjpegSink stream)
        {
            Own(stream.Attach());
        }
    }

    private ISink Make() => Sink switch
    {
        "obs" => new ObsCameraSink(FrameSize, 30, bytes => new PlainMemory((int)bytes)),
        "unitycapture" => new UnityCaptureSink(FrameSize, () => new PlainReceiver(FrameSize)),
        "v4l2-yuyv" => new LoopbackSink("v4l2", FrameSize, () => new PlainLoopback(FrameSize, LoopbackPixels.Yuyv)),
        "v4l2-i420" => new LoopbackSink("v4l2", FrameSize, () => new PlainLoopback(FrameSize, LoopbackPixels.I420)),
        _ => new MjpegSink(FrameSize),
    };

    private sealed class PlainMemory(int bytes) : ISharedMemory
    {
        private readonly PixelBuffer _buffer = new(bytes);

        public nint Address => _buffer.Address;

        public long Bytes => _buffer.Length;

        public void Dispose() => _buffer.Dispose();
    }

    private sealed unsafe class PlainReceiver : IUnityReceiver
    {
        private readonly PlainMemory _memory;

        public PlainReceiver(FrameSize size)
        {
            _memory = new PlainMemory(UnityPicture.PixelsAt + Rgba.Bytes(size));
            *(int*)_memory.Address = Rgba.Bytes(size);
            Picture = new UnityPicture(_memory.Address);
        }

        public UnityPicture Picture { get; }

        public bool TryLock() => true;

        public void Unlock()
        {
        }

        public void Announce()
        {
        }

        public bool WasAsked() => true;

        public void Dispose() => _memory.Dispose();
    }

    private sealed class PlainLoopback(FrameSize size, LoopbackPixels pixels) : ILoopback
    {
        private readonly PixelBuffer _kernel = new(Yuyv.Bytes(size));

        public LoopbackPixels Pixels => pixels;

        public void Write(ReadOnlySpan<byte> picture) => picture.CopyTo(_kernel.Span);

        public bool KeepForSilence(ReadOnlySpan<byte> picture, TimeSpan after) => true;

        public void Dispose() => _kernel.Dispose();
    }
}
