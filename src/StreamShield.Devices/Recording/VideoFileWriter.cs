using StreamShield.Core.Frames;
using StreamShield.Core.Storage;
using StreamShield.Devices.Pixels;
using StreamShield.Devices.Tools;

namespace StreamShield.Devices.Recording;

/// <summary>
/// Writes pictures to a video file, with the ffmpeg command if installed, otherwise with OpenCV. The file gets its name in <see cref="Complete"/>;
/// until then it grows next to it under a hidden name and is removed by disposing.
/// </summary>
public sealed class VideoFileWriter : IDisposable
{
    private static readonly string[] Extensions = [".mp4", ".mov", ".mkv", ".avi"];

    private readonly string _path;
    private readonly string _partial;
    private readonly int _pictureBytes;
    private readonly double _rate;
    private readonly IVideoEncoder _encoder;
    private bool _completed;
    private bool _disposed;

    /// <summary>Starts the file.</summary>
    /// <param name="path">Ends in .mp4, .mov, .mkv or .avi; an existing file is replaced on completion.</param>
    /// <param name="pixels">Layout of the pictures.</param>
    /// <param name="size">Size of every picture.</param>
    /// <param name="framesPerSecond">Rate, above 0; the average if pictures have their own timestamps.</param>
    /// <param name="useFfmpeg">False writes with OpenCV even if ffmpeg is installed.</param>
    /// <param name="matrix">The colour matrix that the file declares.</param>
    /// <param name="timeBase">Time base in seconds, such as "1:12800", which keeps given timestamps exact; null for one that fits the rate.</param>
    /// <exception cref="ShieldException">The folder is missing, permission is denied, or the extension is unknown.</exception>
    public VideoFileWriter(
        string path, VideoPixels pixels, FrameSize size, double framesPerSecond, bool useFfmpeg = true, VideoMatrix matrix = VideoMatrix.Bt601, string? timeBase = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (pixels is not (VideoPixels.Nv12 or VideoPixels.Gray))
        {
            throw new ArgumentOutOfRangeException(nameof(pixels), pixels, "Choose a layout.");
        }

        if (!double.IsFinite(framesPerSecond) || framesPerSecond is <= 0 or > 1000)
        {
            throw new ArgumentOutOfRangeException(nameof(framesPerSecond), framesPerSecond, "Above 0, up to 1000.");
        }

        _path = Check(path, out var extension);
        _pictureBytes = pixels == VideoPixels.Gray ? size.Pixels : size.Nv12Bytes;
        // Keep the extension: OpenCV derives the container from it.
        _partial = PartialFile.Beside(_path, extension);
        _rate = framesPerSecond;
        TryFolder();
        var job = new VideoJob(_partial, _path, extension, pixels, size, framesPerSecond, matrix) { TimeBase = timeBase ?? VideoText.TimeBase(framesPerSecond) };
        var ffmpeg = useFfmpeg && extension != ".avi" ? ExternalTool.Ffmpeg : null;
        try
        {
            _encoder = ffmpeg is null ? new OpenCvEncoder(job) : new FfmpegEncoder(ffmpeg, job);
        }
        catch
        {
            File.Delete(_partial);
            throw;
        }
    }

    /// <summary>Full path of the finished file.</summary>
    public string FilePath => _path;

    /// <summary>Number of pictures written.</summary>
    public long Written { get; private set; }

    /// <summary>Writes a picture.</summary>
    /// <param name="picture">Exactly one picture of the chosen layout and size.</param>
    /// <param name="at">Its timestamp, later than the previous one; null for one period after it.</param>
    /// <exception cref="ShieldException">The encoder stopped, because the disk is full or the folder is gone.</exception>
    public void Write(ReadOnlySpan<byte> picture, TimeSpan? at = null)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (picture.Length != _pictureBytes)
        {
            throw new ArgumentException($"A picture of {picture.Length} bytes was written to a video of {_pictureBytes}.", nameof(picture));
        }

        if (_completed)
        {
            throw new InvalidOperationException("The video was written to after it was completed.");
        }

        _encoder.Write(picture, at ?? TimeSpan.FromSeconds(Written / _rate));
        Written++;
    }

    /// <summary>Completes the file and gives it its name.</summary>
    /// <exception cref="ShieldException">No picture was written, or the encoder or the disk failed.</exception>
    public void Complete()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (Written == 0)
        {
            throw new ShieldException(SlateReason.StageFailed, $"No picture came for '{_path}', so it was not written: check the input.");
        }

        _encoder.Finish();
        if (!File.Exists(_partial) || new FileInfo(_partial).Length == 0)
        {
            throw new ShieldException(SlateReason.StageFailed, $"'{_path}' came out empty: check the free space of that disk and try again.");
        }

        try
        {
            File.Move(_partial, _path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ShieldException(SlateReason.StageFailed, $"'{_path}' cannot be replaced ({VideoText.Plain(e.Message)}): close programs that show it, or choose another name.", e);
        }

        _completed = true;
    }

    /// <summary>Removes the file unless it was completed.</summary>
    public void Dispose()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        _encoder.Dispose();
        File.Delete(_partial);
    }

    private static string Check(string path, out string extension)
    {
        if (PlainFile.IsReadOnly(path))
        {
            throw new ShieldException(SlateReason.StageFailed, $"'{path}' is read-only: choose another name, or allow yourself to write it.");
        }

        extension = Path.GetExtension(path).ToLowerInvariant();
        if (!Extensions.Contains(extension))
        {
            throw new ShieldException(SlateReason.StageFailed, $"'{path}' does not say which kind of video to write: end its name in {string.Join(", ", Extensions[..^1])} or {Extensions[^1]}.");
        }

        var full = Path.GetFullPath(path);
        if (Directory.Exists(full))
        {
            throw new ShieldException(SlateReason.StageFailed, $"'{path}' is a folder: give the output another name.");
        }

        var folder = Path.GetDirectoryName(full);
        if (!Directory.Exists(folder))
        {
            throw new ShieldException(SlateReason.StageFailed, $"The folder '{folder}' for the output does not exist: create it, or write elsewhere.");
        }

        PartialFile.CheckName(full);
        return full;
    }

    /// <summary>Checks early that the folder is writable; the encoders' own messages would be less clear.</summary>
    private void TryFolder()
    {
        try
        {
            using var probe = new FileStream(_partial, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new ShieldException(SlateReason.StageFailed, $"You may not write into '{Path.GetDirectoryName(_path)}': choose another folder for the output, or give yourself write permission there.", e);
        }
        catch (IOException e)
        {
            throw new ShieldException(SlateReason.StageFailed, $"'{_path}' cannot be written ({VideoText.Plain(e.Message)}): choose another folder for the output.", e);
        }
    }
}
