using OpenCvSharp;
using OpenCvSharp.Internal;
using StreamShield.Core.Frames;
using StreamShield.Devices.Pixels;
using StreamShield.Devices.Tools;

namespace StreamShield.Devices.Recording;

/// <summary>OpenCV's video writer, for machines without ffmpeg: MPEG-4 Part 2, or MJPEG in .avi. Larger files, no colour tags, constant rate.</summary>
internal sealed unsafe class OpenCvEncoder : IVideoEncoder
{
    private readonly VideoWriter _writer;
    private readonly Mat _picture;
    private readonly Mat _bgr;
    private readonly nint _pictureIn;
    private readonly nint _bgrIn;
    private readonly nint _bgrOut;
    private readonly int _conversion;
    private readonly VideoJob _job;
    private long _written;
    private bool _disposed;

    /// <summary>Opens the file.</summary>
    public OpenCvEncoder(VideoJob job)
    {
        OpenCvNative.Prepare();
        _job = job;
        var (width, height) = (job.Size.Width, job.Size.Height);
        var gray = job.Pixels == VideoPixels.Gray;
        _conversion = (int)(gray ? ColorConversionCodes.GRAY2BGR : ColorConversionCodes.YUV2BGR_NV12);
        var codec = job.Extension == ".avi" ? "MJPG" : "mp4v";
        _writer = new VideoWriter(job.Target, VideoCaptureAPIs.FFMPEG, VideoWriter.FourCC(codec), job.FramesPerSecond, new Size(width, height), true);
        if (!_writer.IsOpened())
        {
            _writer.Dispose();
            throw new ShieldException(SlateReason.StageFailed, $"OpenCV cannot write '{job.Final}': choose .mp4 or .avi, or install ffmpeg.");
        }

        _picture = new Mat(gray ? height : height * 3 / 2, width, MatType.CV_8UC1);
        _bgr = new Mat(height, width, MatType.CV_8UC3);
        NativeMethods.HandleException(NativeMethods.core_InputArray_new_byMat(_picture.CvPtr, out _pictureIn));
        NativeMethods.HandleException(NativeMethods.core_InputArray_new_byMat(_bgr.CvPtr, out _bgrIn));
        NativeMethods.HandleException(NativeMethods.core_OutputArray_new_byMat(_bgr.CvPtr, out _bgrOut));
    }

    /// <inheritdoc/>
    public void Write(ReadOnlySpan<byte> picture, TimeSpan at)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        // The file has a constant rate: a picture that lasts longer is repeated, and of two within one period the later one is dropped.
        var due = Math.Max(_written > 0 ? 1 : 0, (long)Math.Round(at.TotalSeconds * _job.FramesPerSecond));
        for (; _written > 0 && _written < due; _written++)
        {
            NativeMethods.HandleException(NativeMethods.videoio_VideoWriter_write(_writer.CvPtr, _bgrIn));
        }

        if (due < _written)
        {
            return;
        }

        picture.CopyTo(new Span<byte>(_picture.DataPointer, _picture.Rows * _picture.Cols));
        NativeMethods.HandleException(NativeMethods.imgproc_cvtColor(_pictureIn, _bgrOut, _conversion, 0));
        NativeMethods.HandleException(NativeMethods.videoio_VideoWriter_write(_writer.CvPtr, _bgrIn));
        _written++;
    }

    /// <inheritdoc/>
    public void Finish()
    {
        _writer.Release();
        // OpenCV does not report failed writes, so check the result. On a full disk the header can be right while pictures are missing: then count them.
        using var check = new VideoCapture(_job.Target, VideoCaptureAPIs.FFMPEG);
        if (!check.IsOpened() || (check.FrameCount > 0 && check.FrameCount < _written) || (DiskIsFull() && Count(check) < _written))
        {
            throw new ShieldException(SlateReason.StageFailed, $"OpenCV could not write all of '{_job.Final}': check the free space of that disk and try again.");
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        _writer.Dispose();
        NativeMethods.HandleException(NativeMethods.core_InputArray_delete(_pictureIn));
        NativeMethods.HandleException(NativeMethods.core_InputArray_delete(_bgrIn));
        NativeMethods.HandleException(NativeMethods.core_OutputArray_delete(_bgrOut));
        _picture.Dispose();
        _bgr.Dispose();
    }

    private static long Count(VideoCapture capture)
    {
        long pictures = 0;
        while (capture.Grab())
        {
            pictures++;
        }

        return pictures;
    }

    private bool DiskIsFull()
    {
        const long Little = 1 << 20;
        var place = OperatingSystem.IsWindows() ? Path.GetPathRoot(_job.Target)! : Path.GetDirectoryName(_job.Target)!;
        // On Windows, a network share has no drive to query.
        return place.StartsWith(@"\\", StringComparison.Ordinal) || new DriveInfo(place).AvailableFreeSpace < Little;
    }
}
