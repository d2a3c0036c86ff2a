using System.Diagnostics;
using OpenCvSharp;

namespace StreamShield.Lab.Rooms;

/// <summary>Reads a clip picture by picture through ffmpeg, exactly: no colour conversion for lossless BGR and grey.</summary>
internal sealed class LosslessReader : IDisposable
{
    private readonly Process _process;
    private readonly string _path;

    /// <param name="path">The clip.</param>
    /// <param name="width">Its width in pixels.</param>
    /// <param name="height">Its height in pixels.</param>
    /// <param name="channels">3 = BGR, 1 = grey at full range.</param>
    public LosslessReader(string path, int width, int height, int channels)
    {
        _path = path;
        var filter = channels == 3 ? "format=bgr24" : "scale=out_range=pc,format=gray";
        _process = FfmpegPipe.Start(read: true, "-i", path, "-vf", filter, "-s", $"{width}x{height}", "-f", "rawvideo", "-");
    }

    /// <summary>The next picture; false at the end.</summary>
    /// <param name="picture">Of the clip's size and channels, without row padding.</param>
    public unsafe bool Read(Mat picture)
    {
        var bytes = new Span<byte>((void*)picture.Data, picture.Rows * picture.Cols * picture.Channels());
        var read = _process.StandardOutput.BaseStream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        return read == 0 ? false : read == bytes.Length ? true : throw new InvalidDataException($"'{_path}' ends within a picture.");
    }

    public void Dispose()
    {
        _process.Kill();
        _process.Dispose();
    }
}
