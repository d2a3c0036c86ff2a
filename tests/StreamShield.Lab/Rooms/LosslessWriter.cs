using System.Diagnostics;
using OpenCvSharp;

namespace StreamShield.Lab.Rooms;

/// <summary>Writes a lossless clip (FFV1) through ffmpeg.</summary>
internal sealed class LosslessWriter : IDisposable
{
    private readonly Process _process;

    /// <param name="path">The file to make.</param>
    /// <param name="channels">3 = BGR, 1 = grey.</param>
    public LosslessWriter(string path, int channels)
    {
        var (from, to) = channels == 3 ? ("bgr24", "bgr0") : ("gray", "gray");
        _process = FfmpegPipe.Start(read: false, "-y", "-f", "rawvideo", "-pix_fmt", from, "-s", $"{Scene.Width}x{Scene.Height}", "-r", $"{Scene.FramesPerSecond}",
            "-i", "-", "-c:v", "ffv1", "-level", "3", "-slices", "4", "-threads", "2", "-pix_fmt", to, path);
    }

    public unsafe void Write(Mat picture) =>
        _process.StandardInput.BaseStream.Write(new ReadOnlySpan<byte>((void*)picture.Data, picture.Rows * picture.Cols * picture.Channels()));

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit(TimeSpan.FromMinutes(1));
        var code = _process.ExitCode;
        _process.Dispose();
        if (code != 0)
        {
            throw new InvalidOperationException($"ffmpeg ended with code {code}.");
        }
    }
}
