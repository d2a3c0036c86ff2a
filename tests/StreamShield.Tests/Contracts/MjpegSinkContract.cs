using StreamShield.Core.Frames;
using StreamShield.Devices.Mjpeg;
using StreamShield.Tests.Devices;

namespace StreamShield.Tests.Contracts;

/// <summary>With a client attached, for without one nothing is encoded.</summary>
public sealed class MjpegSinkContract : SinkContract
{
    private MjpegClient? _client;

    protected override ISink Make(TempFolder folder, FrameSize size)
    {
        var sink = new MjpegSink(size);
        _client = sink.Attach();
        return sink;
    }

    protected override void CleanUp() => _client?.Dispose();
}
