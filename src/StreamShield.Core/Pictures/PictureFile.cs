using OpenCvSharp;
using OpenCvSharp.Internal;
using StreamShield.Core.Frames;
using StreamShield.Core.Storage;

namespace StreamShield.Core.Pictures;

/// <summary>Decodes pictures after checking the size in their header, so that no file can exhaust the memory.</summary>
public static class PictureFile
{
    /// <summary>Largest number of pixels decoded.</summary>
    public const int MaxPixels = 64 << 20;

    /// <summary>Largest file accepted, in bytes.</summary>
    public const int MaxBytes = 200 << 20;

    /// <summary>Upper bound of the memory for decoding one pixel: the picture, a decoder's own 16-bit copy, and one for the caller.</summary>
    private const int BytesPerPixel = 12;

    /// <summary>Pictures up to this many pixels are decoded without checking the free memory, since a camera delivers many of them.</summary>
    private const int FewPixels = 2 * FrameSize.MaxPixels;

    /// <summary>Reads a JPEG, PNG, WebP or BMP file, rotated upright as its metadata tells.</summary>
    /// <returns>BGR, 8 bits. The caller owns it.</returns>
    /// <exception cref="InvalidDataException">The file cannot be used. The message continues a sentence that begins with the picture's name, such as
    /// "is a folder".</exception>
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
    /// <param name="file">The content of the file.</param>
    /// <param name="maxPixels">Largest number of pixels allowed.</param>
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

    /// <summary>Decodes a picture without allocating, for a stream of pictures.</summary>
    /// <param name="file">The content of the file.</param>
    /// <param name="target">Receives BGR, 8 bits.</param>
    /// <param name="maxPixels">Largest number of pixels allowed.</param>
    /// <exception cref="InvalidDataException">As for <see cref="Read"/>. The target is then invalid.</exception>
    public static unsafe void DecodeInto(ReadOnlySpan<byte> file, Mat target, int maxPixels)
    {
        ArgumentNullException.ThrowIfNull(target);
        Check(file, maxPixels);
        try
        {
            // What Cv2.ImDecode does, without its new object for every picture.
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

        // Check each side first: the product of two 32-bit numbers can overflow.
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
