using OpenCvSharp;
using OpenCvSharp.Internal;
using StreamShield.Core.Frames;
using StreamShield.Core.Storage;

namespace StreamShield.Core.Pictures;

/// <summary>Decodes pictures, after a look at what they would become: no file can fill the memory.</summary>
public static class PictureFile
{
    /// <summary>Most pixels that are decoded.</summary>
    public const int MaxPixels = 64 << 20;

    /// <summary>Larger files are no pictures of rooms.</summary>
    public const int MaxBytes = 200 << 20;

    /// <summary>What decoding takes at most for each pixel: the picture, a decoder's own copy of 16 bits, and one for whoever uses it.</summary>
    private const int BytesPerPixel = 12;

    /// <summary>So many fit always; a camera's pictures are not to ask for the memory each time.</summary>
    private const int FewPixels = 2 * FrameSize.MaxPixels;

    /// <summary>Reads a JPEG, PNG, WebP or BMP file, turned upright as the camera noted.</summary>
    /// <returns>BGR, 8 bits; the caller's.</returns>
    /// <exception cref="InvalidDataException">It cannot be used; the message is what follows the picture's name in a sentence, such as "is a folder".</exception>
    public static Mat Read(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        try
        {
            using var bytes = PlainFile.ReadLarge(path, MaxBytes) ?? throw new InvalidDataException("is empty");
            return Decode(bytes.Span);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new InvalidDataException("does not exist", e);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new InvalidDataException("may not be read by your user", e);
        }
        catch (OutOfMemoryException e)
        {
            throw new InvalidDataException("is too large for the memory that is left", e);
        }
        catch (Exception e) when (e is IOException or ArgumentException or NotSupportedException)
        {
            throw new InvalidDataException($"cannot be read ({e.Message.ReplaceLineEndings(" ").TrimEnd('.')})", e);
        }
    }

    /// <summary>Decodes a picture.</summary>
    /// <param name="file">Its file.</param>
    /// <param name="maxPixels">Most pixels it may have.</param>
    /// <inheritdoc cref="Read"/>
    public static Mat Decode(ReadOnlySpan<byte> file, int maxPixels = MaxPixels)
    {
        var picture = new Mat();
        try
        {
            DecodeInto(file, picture, maxPixels);
            return picture;
        }
        catch
        {
            picture.Dispose();
            throw;
        }
    }

    /// <summary>Decodes a picture without allocating, for a stream of them.</summary>
    /// <param name="file">Its file.</param>
    /// <param name="target">Becomes BGR, 8 bits.</param>
    /// <param name="maxPixels">Most pixels it may have.</param>
    /// <exception cref="InvalidDataException">As <see cref="Read"/>; the target holds no picture then.</exception>
    public static unsafe void DecodeInto(ReadOnlySpan<byte> file, Mat target, int maxPixels)
    {
        ArgumentNullException.ThrowIfNull(target);
        Check(file, maxPixels);
        try
        {
            // As Cv2.ImDecode, which makes an object for every picture.
            fixed (byte* bytes = file)
            {
                NativeMethods.HandleException(NativeMethods.imgcodecs_imdecode_vector(bytes, file.Length, (int)ImreadModes.Color, out var decoded));
                NativeMethods.HandleException(NativeMethods.core_Mat_assignTo(decoded, target.CvPtr, -1));
                NativeMethods.HandleException(NativeMethods.core_Mat_delete(decoded));
            }
        }
        catch (OpenCVException e)
        {
            throw new InvalidDataException("is damaged", e);
        }

        if (target.Empty() || (long)target.Width * target.Height > maxPixels)
        {
            throw new InvalidDataException("is no picture that can be read");
        }
    }

    private static void Check(ReadOnlySpan<byte> file, int maxPixels)
    {
        if (PictureHeader.SizeOf(file) is not { } size)
        {
            throw new InvalidDataException("is no picture that can be read");
        }

        // Each first: the product of two numbers of 32 bits can be more than fits.
        if (Math.Max(size.Width, size.Height) > maxPixels || size.Width * size.Height > maxPixels)
        {
            throw new InvalidDataException($"has {size.Width}x{size.Height} pixels, and at most {maxPixels / 1e6:0} million are taken");
        }

        if (size.Width * size.Height is var pixels and > FewPixels && pixels * BytesPerPixel > MemoryLeft.Bytes())
        {
            throw new InvalidDataException($"has {size.Width}x{size.Height} pixels, for which too little memory is left");
        }
    }
}
