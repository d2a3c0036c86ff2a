using System.Buffers;
using System.Security.Cryptography;
using StreamShield.App.Hosting;
using StreamShield.Devices;

namespace StreamShield.App.Live;

/// <summary>
/// The background pictures that the user uploaded on the page. Each is re-encoded, so that only its pixels are kept: no location, camera or date.
/// File names are hashes of the content; only the user can read the files.
/// </summary>
/// <param name="folder">Folder of the files; created with the first one.</param>
internal sealed class OwnPictures(string folder)
{
    /// <summary>Maximum size of an uploaded file in bytes.</summary>
    public const int MaxBytes = 40 << 20;

    private const int MaxCount = 100;
    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789abcdef");
    private const string Extension = ".jpg";

    /// <summary>File names of all pictures, newest first.</summary>
    public IReadOnlyList<string> Names() => Directory.Exists(folder)
        ? [.. new DirectoryInfo(folder).EnumerateFiles($"*{Extension}").Where(static file => IsName(file.Name)).OrderByDescending(static file => file.CreationTimeUtc).Select(static file => file.Name)]
        : [];

    /// <summary>Full path of a picture.</summary>
    /// <exception cref="UserException">There is no picture of that name.</exception>
    public string PathOf(string name) => IsName(name) && File.Exists(Path.Combine(folder, name))
        ? Path.GetFullPath(Path.Combine(folder, name))
        : throw new UserException("There is no such picture: choose another one, or add it again.");

    /// <summary>Adds a picture.</summary>
    /// <param name="file">A JPEG, PNG, WebP or BMP file.</param>
    /// <returns>Path of the stored file.</returns>
    /// <exception cref="Core.Frames.ShieldException">The file is not a usable picture.</exception>
    /// <exception cref="UserException">There are too many pictures, or the file cannot be written.</exception>
    public string Add(ReadOnlyMemory<byte> file)
    {
        var picture = ImageFile.Reencode(file);
        var path = Path.Combine(folder, $"{Convert.ToHexStringLower(SHA256.HashData(picture))[..32]}{Extension}");
        if (!File.Exists(path))
        {
            if (Names().Count >= MaxCount)
            {
                throw new UserException($"There are {MaxCount} pictures already: delete one that you do not need.");
            }

            try
            {
                PrivateFile.Write(path, picture);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw new UserException($"The picture could not be kept ({e.Message.TrimEnd('.')}): free the disk, or allow your user to write to {folder}.");
            }
        }

        return Path.GetFullPath(path);
    }

    /// <summary>Deletes a picture permanently.</summary>
    /// <exception cref="UserException">There is no picture of that name.</exception>
    public void Delete(string name) => File.Delete(PathOf(name));

    private static bool IsName(string name) =>
        name.Length == 32 + Extension.Length && name.EndsWith(Extension, StringComparison.Ordinal) && name.AsSpan(0, 32).IndexOfAnyExcept(Digits) < 0;
}
