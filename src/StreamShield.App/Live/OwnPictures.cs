using System.Buffers;
using System.Security.Cryptography;
using StreamShield.App.Hosting;
using StreamShield.Devices;

namespace StreamShield.App.Live;

/// <summary>
/// The pictures that the user gave to the page, to be shown in place of a room. Each is encoded anew, so that pixels are all that is kept of it: no place, no camera, no date.
/// Named by their content; only the user can read them.
/// </summary>
/// <param name="folder">Where they lie; made when the first one comes.</param>
internal sealed class OwnPictures(string folder)
{
    /// <summary>Most bytes of a picture's file as it comes.</summary>
    public const int MaxBytes = 40 << 20;

    private const int MaxCount = 100;
    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789abcdef");
    private const string Extension = ".jpg";

    /// <summary>All of them, the newest first.</summary>
    public IReadOnlyList<string> Names() => Directory.Exists(folder)
        ? [.. new DirectoryInfo(folder).EnumerateFiles($"*{Extension}").Where(static file => IsName(file.Name)).OrderByDescending(static file => file.CreationTimeUtc).Select(static file => file.Name)]
        : [];

    /// <summary>The file of one.</summary>
    /// <exception cref="UserException">There is none of that name.</exception>
    public string PathOf(string name) => IsName(name) && File.Exists(Path.Combine(folder, name))
        ? Path.GetFullPath(Path.Combine(folder, name))
        : throw new UserException("There is no such picture: choose another one, or add it again.");

    /// <summary>Takes one in.</summary>
    /// <param name="file">A JPEG, PNG, WebP or BMP file.</param>
    /// <returns>The path of what is kept.</returns>
    /// <exception cref="Core.Frames.ShieldException">It is no picture that can be used.</exception>
    /// <exception cref="UserException">There are too many, or it cannot be written.</exception>
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

    /// <summary>Deletes one for good.</summary>
    /// <exception cref="UserException">There is none of that name.</exception>
    public void Delete(string name) => File.Delete(PathOf(name));

    private static bool IsName(string name) =>
        name.Length == 32 + Extension.Length && name.EndsWith(Extension, StringComparison.Ordinal) && name.AsSpan(0, 32).IndexOfAnyExcept(Digits) < 0;
}
