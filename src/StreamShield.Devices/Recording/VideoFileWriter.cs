using StreamShield.Core.Frames;
using StreamShield.Core.Storage;
using StreamShield.Devices.Pixels;
using StreamShield.Devices.Tools;

namespace StreamShield.Devices.Recording;

/// <summary>
/// Writes pictures into a video file: with the ffmpeg command where there is one, else with OpenCV. The file appears under its name by
/// <see cref="Complete"/> only; until then it grows beside it under a hidden name, which disposing removes.
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
    /// <param name="path">.mp4, .mov, .mkv or .avi; a file that is there is replaced in the end.</param>
    /// <param name="pixels">Layout of the pictures.</param>
    /// <param name="size">Size of every picture.</param>
    /// <param name="framesPerSecond">Rate, above 0; on average where pictures are written with times of their own.</param>
    /// <param name="useFfmpeg">False writes with OpenCV even where ffmpeg is installed.</param>
    /// <param name="matrix">What the file says of its colours.</param>
    /// <param name="timeBase">One unit of the pictures' times in seconds, such as "1:12800", so that they stay exact; null for one that fits the rate.</param>
    /// <exception cref="ShieldException">Missing folder, no permission, unknown extension.</exception>
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
        // The extension stays, for OpenCV chooses the container by it.
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

    /// <summary>Pictures written.</summary>
    public long Written { get; private set; }

    /// <summary>Adds a picture.</summary>
    /// <param name="picture">Exactly one picture of the chosen layout and size.</param>
    /// <param name="at">When it is shown, later than the one before; null for the next period of the rate.</param>
    /// <exception cref="ShieldException">The encoder stopped: disk full, folder gone.</exception>
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

    /// <summary>Finishes the file and gives it its name.</summary>
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

    /// <summary>Finds out before the first picture whether the folder takes files; the encoders' own words would be less clear.</summary>
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
