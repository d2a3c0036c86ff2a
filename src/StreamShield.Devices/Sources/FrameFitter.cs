using OpenCvSharp;
using OpenCvSharp.Internal;
using StreamShield.Core.Frames;

namespace StreamShield.Devices.Sources;

/// <summary>
/// Copies an OpenCV picture of any size, with 1, 3 or 4 channels of 8 bits, into a <see cref="Frame"/>. Another size or shape is scaled to fit and centred,
/// with black bars. Not thread-safe; allocates nothing after the first picture, whatever its size.
/// </summary>
public sealed unsafe class FrameFitter : IDisposable
{
    private readonly Mat _scaled = new();
    private readonly nint _scaledOut;
    private nint _pictureOf;
    private nint _pictureIn;
    private bool _disposed;

    /// <summary>Creates a fitter. Its scratch memory is allocated by the first picture that needs scaling.</summary>
    public FrameFitter() => NativeMethods.HandleException(NativeMethods.core_OutputArray_new_byMat(_scaled.CvPtr, out _scaledOut));

    /// <summary>Frees the native memory if the owner did not dispose the fitter.</summary>
    ~FrameFitter() => Free();

    /// <summary>Fills every pixel of <paramref name="frame"/> from <paramref name="picture"/>. Does not set the frame's id or time.</summary>
    /// <exception cref="ShieldException">The picture is empty or has an unsupported depth or number of channels.</exception>
    public void Fit(Mat picture, Frame frame)
    {
        ArgumentNullException.ThrowIfNull(picture);
        ArgumentNullException.ThrowIfNull(frame);
        ObjectDisposedException.ThrowIf(_disposed, this);
        var (width, height) = (picture.Cols, picture.Rows);
        if (width < 1 || height < 1 || picture.Dims != 2)
        {
            throw new ShieldException(SlateReason.SourceLost, "The source gave an empty picture: check it in another program, or choose another source.");
        }

        var type = picture.Type();
        var channels = type.Channels;
        if (type.Depth != MatType.CV_8U || channels is not (1 or 3 or 4))
        {
            throw new ShieldException(SlateReason.SourceMissing,
                $"The source gives pictures of {channels} channels and {picture.ElemSize1() * 8} bits, which cannot be shielded: convert it to 8-bit colour, for example with ffmpeg -i IN -pix_fmt yuv420p OUT.mp4.");
        }

        var size = frame.Size;
        if (width == size.Width && height == size.Height)
        {
            Copy(picture.DataPointer, (nint)picture.Step(), width, height, channels, frame, 0, 0);
            return;
        }

        var place = Place(width, height, size);
        Scale(picture, place.Width, place.Height, Math.Min((double)size.Width / width, (double)size.Height / height));
        frame.Pixels.Clear();
        Copy(_scaled.DataPointer, (nint)_scaled.Step(), place.Width, place.Height, channels, frame, place.Left, place.Top);
    }

    /// <summary>The rectangle that a picture of the given size occupies in a frame: scaled to fit, centred.</summary>
    /// <returns>In pixels of the frame.</returns>
    public static (int Left, int Top, int Width, int Height) Place(int width, int height, FrameSize size)
    {
        var scale = Math.Min((double)size.Width / width, (double)size.Height / height);
        var fitWidth = Math.Clamp((int)Math.Round(width * scale), 1, size.Width);
        var fitHeight = Math.Clamp((int)Math.Round(height * scale), 1, size.Height);
        return ((size.Width - fitWidth) / 2, (size.Height - fitHeight) / 2, fitWidth, fitHeight);
    }

    /// <summary>Frees the scratch memory.</summary>
    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private static void Copy(byte* from, nint step, int width, int height, int channels, Frame frame, int left, int top)
    {
        var pixels = frame.Pixels;
        for (var y = 0; y < height; y++)
        {
            var row = new ReadOnlySpan<byte>(from + (y * step), width * channels);
            var target = pixels.Slice(((top + y) * frame.Stride) + (left * 3), width * 3);
            if (channels == 3)
            {
                row.CopyTo(target);
            }
            else
            {
                Recolour(row, target, channels);
            }
        }
    }

    private static void Recolour(ReadOnlySpan<byte> row, Span<byte> target, int channels)
    {
        // Grey is repeated in all three channels; alpha is dropped.
        var (green, red) = channels == 1 ? (0, 0) : (1, 2);
        for (int i = 0, o = 0; o < target.Length; i += channels, o += 3)
        {
            target[o] = row[i];
            target[o + 1] = row[i + green];
            target[o + 2] = row[i + red];
        }
    }

    private void Scale(Mat picture, int width, int height, double scale)
    {
        if (_pictureOf != picture.CvPtr)
        {
            ReleaseInput();
            NativeMethods.HandleException(NativeMethods.core_InputArray_new_byMat(picture.CvPtr, out _pictureIn));
            _pictureOf = picture.CvPtr;
        }

        // Area averaging is slow at odd ratios, and needed only where bilinear would skip source pixels.
        var method = scale <= 0.5 ? InterpolationFlags.Area : InterpolationFlags.Linear;
        NativeMethods.HandleException(NativeMethods.imgproc_resize(_pictureIn, _scaledOut, new Size(width, height), 0, 0, (int)method));
        GC.KeepAlive(picture);
    }

    private void ReleaseInput()
    {
        if (_pictureIn != 0)
        {
            NativeMethods.HandleException(NativeMethods.core_InputArray_delete(_pictureIn));
            _pictureIn = 0;
            _pictureOf = 0;
        }
    }

    private void Free()
    {
        if (!_disposed)
        {
            _disposed = true;
            ReleaseInput();
            NativeMethods.HandleException(NativeMethods.core_OutputArray_delete(_scaledOut));
            _scaled.Dispose();
        }
    }
}
