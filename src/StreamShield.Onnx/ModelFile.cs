using System.Security.Cryptography;
using StreamShield.Core.Frames;
using StreamShield.Core.Storage;

namespace StreamShield.Onnx;

/// <summary>Reads whole files and turns every failure into one sentence.</summary>
internal static class ModelFile
{
    /// <summary>Largest model file in bytes. Larger models are not meant for live video, and would not fit this program's memory.</summary>
    public const int MaxModelBytes = 64 << 20;

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="what">Name of the content in error messages: "model" or "manifest".</param>
    /// <param name="maxBytes">Larger files are refused.</param>
    /// <exception cref="ShieldException">It cannot be read.</exception>
    public static byte[] Read(string path, string what, int maxBytes)
    {
        try
        {
            var bytes = PlainFile.Read(path, maxBytes);
            return bytes.Length > 0 ? bytes : throw Failed($"The {what} {path} is empty: get it again.");
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw Failed($"There is no {what} {path}: check the path, or see 'streamshield models list' for the models that are known.", e);
        }
        catch (UnauthorizedAccessException e)
        {
            throw Failed($"The {what} {path} may not be read: allow your user to read it.", e);
        }
        catch (Exception e) when (e is IOException or ArgumentException or NotSupportedException)
        {
            throw Failed($"The {what} {path} could not be read ({e.Message.TrimEnd('.')}): check the path and the disk, or give another file.", e);
        }
    }

    /// <summary>SHA-256 as lower-case hexadecimal.</summary>
    public static string Hash(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    /// <summary>Throws unless the bytes have the hash in the manifest.</summary>
    /// <exception cref="ShieldException">The hash differs.</exception>
    public static void CheckHash(ModelManifest manifest, byte[] model)
    {
        var hash = Hash(model);
        if (hash != manifest.Sha256)
        {
            throw Failed($"The model '{manifest.Name}' ({model.Length} bytes) has the hash {hash} and not {manifest.Sha256} as its manifest says: it is damaged or was swapped, get it again (source: {manifest.Source}).");
        }
    }

    private static ShieldException Failed(string sentence, Exception? inner = null) => new(SlateReason.ModelFailed, sentence, inner);
}
