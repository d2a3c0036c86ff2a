using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using StreamShield.App.Http;

namespace StreamShield.App.Page;

/// <summary>
/// The page's own files, from this assembly or, for work on the page without a build, from the folder in <see cref="FolderVariable"/>. Only known file types and
/// names without a folder are served.
/// </summary>
internal sealed class PageFiles
{
    /// <summary>Environment variable with a folder to serve from instead.</summary>
    public const string FolderVariable = "STREAMSHIELD_PAGE";

    /// <summary>The default file.</summary>
    public const string Index = "index.html";

    /// <summary>The one file that needs no token.</summary>
    public const string Icon = "favicon.svg";

    private const string Prefix = "page/";

    private static readonly Dictionary<string, string> Types = new(StringComparer.Ordinal)
    {
        [".html"] = "text/html; charset=utf-8",
        [".js"] = "text/javascript; charset=utf-8",
        [".css"] = "text/css; charset=utf-8",
        [".svg"] = "image/svg+xml",
    };

    private readonly string? _folder = Environment.GetEnvironmentVariable(FolderVariable) is { Length: > 0 } folder ? Path.GetFullPath(folder) : null;
    private readonly ConcurrentDictionary<string, byte[]?> _embedded = new(StringComparer.Ordinal);

    /// <summary>Serves one file.</summary>
    /// <param name="context">The request.</param>
    /// <param name="name">Its name; empty for <see cref="Index"/>.</param>
    public async Task ServeAsync(HttpContext context, string name)
    {
        if (Find(name) is not { } bytes)
        {
            throw new Refusal(StatusCodes.Status404NotFound, "There is no such file of the page.");
        }

        var tag = $"\"{Convert.ToHexString(SHA256.HashData(bytes).AsSpan(0, 16))}\"";
        context.Response.Headers.ETag = tag;
        // Cached, but revalidated each time: a new version of the program must not run old scripts.
        context.Response.Headers.CacheControl = "private, no-cache";
        if (context.Request.Headers.IfNoneMatch.Contains(tag))
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        await Answer.BytesAsync(context, bytes, Types[Path.GetExtension(NameOf(name))]);
    }

    /// <summary>True for the name of one of the page's files.</summary>
    public bool Has(string name) => Find(name) is not null;

    private byte[]? Find(string name) => IsPlainName(NameOf(name)) && Types.ContainsKey(Path.GetExtension(NameOf(name))) ? Read(NameOf(name)) : null;

    private static string NameOf(string name) => name.Length == 0 ? Index : name;

    /// <summary>True for a name that cannot leave the folder: letters, digits, "-", "_" and single dots within.</summary>
    private static bool IsPlainName(string name) =>
        name.Length <= 64 && name.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.') && name[0] != '.' && !name.Contains("..", StringComparison.Ordinal);

    private byte[]? Read(string file)
    {
        if (_folder is null)
        {
            return _embedded.GetOrAdd(file, Embedded);
        }

        var path = Path.Combine(_folder, file);
        return File.Exists(path) ? File.ReadAllBytes(path) : null;
    }

    private static byte[]? Embedded(string file)
    {
        using var stream = typeof(PageFiles).Assembly.GetManifestResourceStream(Prefix + file);
        if (stream is null)
        {
            return null;
        }

        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
