using StreamShield.Core.Frames;
using StreamShield.Devices.Pixels;

namespace StreamShield.Devices.Recording;

/// <summary>
/// Writes the shielded pictures to a video file: H.264 with ffmpeg, otherwise in OpenCV's format. See <see cref="VideoFileWriter"/> for when it appears.
/// </summary>
public sealed class FileSink : ISink
{
    private readonly VideoFileWriter _writer;
    private readonly FrameSize _size;

    /// <summary>Starts the file.</summary>
    /// <param name="path">Ends in .mp4, .mov, .mkv or .avi; an existing file is replaced on completion.</param>
    /// <param name="size">Size of every picture.</param>
    /// <param name="framesPerSecond">Rate, above 0.</param>
    /// <param name="useFfmpeg">False writes with OpenCV even if ffmpeg is installed.</param>
    /// <param name="matrix">The colour matrix that the file declares.</param>
    /// <param name="timeBase">See <see cref="VideoFileWriter"/>.</param>
    /// <exception cref="ShieldException">The folder is missing, permission is denied, or the extension is unknown.</exception>
    public FileSink(string path, FrameSize size, double framesPerSecond, bool useFfmpeg = true, VideoMatrix matrix = VideoMatrix.Bt601, string? timeBase = null)
    {
        _size = size;
        _writer = new VideoFileWriter(path, VideoPixels.Nv12, size, framesPerSecond, useFfmpeg, matrix, timeBase);
    }

    /// <inheritdoc/>
    public string Name => $"file {Path.GetFileName(_writer.FilePath)}";

    /// <inheritdoc/>
    public void Write(ShieldedFrame frame) => Write(frame, null);

    /// <summary>Writes a picture with its own timestamp.</summary>
    /// <param name="frame">The picture; only read during the call.</param>
    /// <param name="at">Its timestamp, later than the previous one; null for one period after it.</param>
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
