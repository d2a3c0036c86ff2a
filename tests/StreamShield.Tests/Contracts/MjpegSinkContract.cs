using OpenCvSharp;
using StreamShield.Core.Frames;
using StreamShield.Devices.Mjpeg;
using StreamShield.Tests.Devices;

namespace StreamShield.Tests.Contracts;

/// <summary>With a client attached, for without one nothing is encoded.</summary>
[Implementation(typeof(MjpegSink))]
public sealed class MjpegSinkContract : PictureSinkContract
{
    private MjpegClient? _client;

    protected override bool Compresses => true;

    protected override ISink Make(TempFolder folder, FrameSize size)
    {
        var sink = new MjpegSink(size);
        _client = sink.Attach();
        return sink;
    }

    protected override byte[] Seen(ISink sink, FrameSize size)
    {
        Assert.True(_client!.Next(CancellationToken.None));
        using var picture = Cv2.ImDecode(_client.Jpeg.ToArray(), ImreadModes.Color);
        return TestPictures.Luma(picture);
    }

    protected override void CleanUp() => _client?.Dispose();
}
