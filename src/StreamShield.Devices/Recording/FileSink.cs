using StreamShield.Core.Frames;
using StreamShield.Devices.Pixels;

namespace StreamShield.Devices.Recording;

/// <summary>A video file of the shielded pictures: H.264 with ffmpeg, else what OpenCV writes. See <see cref="VideoFileWriter"/> for how it appears.</summary>
public sealed class FileSink : ISink
{
    private readonly VideoFileWriter _writer;
    private readonly FrameSize _size;

    /// <summary>Starts the file.</summary>
    /// <param name="path">.mp4, .mov, .mkv or .avi; a file that is there is replaced in the end.</param>
    /// <param name="size">Size of every picture.</param>
    /// <param name="framesPerSecond">Rate, above 0.</param>
    /// <param name="useFfmpeg">False writes with OpenCV even where ffmpeg is installed.</param>
    /// <param name="matrix">What the file says of its colours.</param>
    /// <param name="timeBase">See <see cref="VideoFileWriter"/>.</param>
    /// <exception cref="ShieldException">Missing folder, no permission, unknown extension.</exception>
    public FileSink(string path, FrameSize size, double framesPerSecond, bool useFfmpeg = true, VideoMatrix matrix = VideoMatrix.Bt601, string? timeBase = null)
    {
        _size = size;
        _writer = new VideoFileWriter(path, VideoPixels.Nv12, size, framesPerSecond, useFfmpeg, matrix, timeBase);
    }

    /// <inheritdoc/>
    public string Name => $"file {Path.GetFileName(_writer.FilePath)}";

    /// <inheritdoc/>
    public void Write(ShieldedFrame frame) => Write(frame, null);

    /// <summary>Writes a picture at a time of its own.</summary>
    /// <param name="frame">Read during the call only.</param>
    /// <param name="at">When it is shown, later than the one before; null for the next period of the rate.</param>
    public void Write(ShieldedFrame frame, TimeSpan? at)
    {
        ArgumentNullException.ThrowIfNull(frame);
        if (frame.Size != _size)
        {
            throw new ArgumentException($"A {frame.Size} picture was written to a video of {_size}.", nameof(frame));
        }

        _writer.Write(frame.Nv12, at);
    }

    /// <inheritdoc/>
    public void Complete() => _writer.Complete();

    /// <inheritdoc/>
    public void Dispose() => _writer.Dispose();
}
