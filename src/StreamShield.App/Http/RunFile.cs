using System.Text.Json;
using System.Text.Json.Serialization;
using StreamShield.App.Hosting;
using StreamShield.Core.Storage;

namespace StreamShield.App.Http;

/// <summary>
/// Lets other programs of the same user find a running StreamShield: a file that only this user can read and that exists while it runs. So no secret is ever on
/// a command line.
/// </summary>
/// <param name="Port">The port that it listens on.</param>
/// <param name="Control">The token for docks and buttons.</param>
/// <param name="Door">The token that creates one-time codes.</param>
internal sealed record RunFile(int Port, string Control, string Door)
{
    private const string Pattern = "run-*.json";
    private const int MaxBytes = 4096;

    /// <summary>Writes the file; disposing deletes it.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static IDisposable Write(string folder, int port, Secrets secrets)
    {
        var file = Path.Combine(folder, $"run-{port}.json");
        PrivateFile.Write(file, JsonSerializer.SerializeToUtf8Bytes(new RunFile(port, secrets.Control.Text, secrets.Door.Text), RunFileJson.Default.RunFile));
        return new Deletion(file);
    }

    /// <summary>All run files, newest first. A killed program may have left one behind.</summary>
    public static IReadOnlyList<RunFile> All(string folder)
    {
        if (!Directory.Exists(folder))
        {
            return [];
        }

        return [.. new DirectoryInfo(folder).EnumerateFiles(Pattern).OrderByDescending(file => file.LastWriteTimeUtc).Select(file => Read(file.FullName)).OfType<RunFile>()];
    }

    /// <summary>An address with the control token.</summary>
    public Uri At(string path) => At(path, Control);

    /// <summary>An address with a token of this run alone. A killed run leaves its file behind, and whoever has its port now must not learn a token that is
    /// kept.</summary>
    public Uri AtThisRun(string path) => At(path, Door);

    private Uri At(string path, string token) => new($"http://127.0.0.1:{Port}/{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}token={token}");

    /// <summary>The address that opens the page once.</summary>
    /// <param name="code">A one-time code.</param>
    public string Page(string code) => $"http://127.0.0.1:{Port}/#{code}";

    private static RunFile? Read(string file)
    {
        try
        {
            return JsonSerializer.Deserialize(PlainFile.Read(file, MaxBytes), RunFileJson.Default.RunFile);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    private sealed class Deletion(string file) : IDisposable
    {
        public void Dispose()
        {
            try
            {
                File.Delete(file);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // Harmless: its tokens are no longer valid.
            }
        }
    }
}

/// <summary>Source-generated JSON serialization of the file.</summary>
[JsonSerializable(typeof(RunFile))]
internal sealed partial class RunFileJson : JsonSerializerContext;
