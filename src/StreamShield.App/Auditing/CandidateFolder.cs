using StreamShield.App.Hosting;

namespace StreamShield.App.Auditing;

/// <summary>Lists the pictures of other rooms for the line-up.</summary>
internal static class CandidateFolder
{
    private static readonly string[] Endings = [".jpg", ".jpeg", ".png", ".webp", ".bmp"];

    /// <summary>The pictures in a folder, ordered by name; none if the folder is null.</summary>
    /// <exception cref="UserException">The folder does not exist or has no pictures.</exception>
    public static IReadOnlyList<string> Pictures(string? folder)
    {
        if (folder is null)
        {
            return [];
        }

        if (!Directory.Exists(folder))
        {
            throw new UserException($"There is no folder '{folder}' with other rooms: name a folder of JPEG or PNG pictures.");
        }

        var pictures = Directory.EnumerateFiles(folder)
            .Where(path => Endings.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase)).Order(StringComparer.Ordinal).ToList();
        return pictures.Count > 0 ? pictures : throw new UserException($"The folder '{folder}' holds no JPEG or PNG picture: put pictures of other rooms into it.");
    }
}
