using System.Text.Json;
using System.Text.Json.Serialization;
using StreamShield.App.Hosting;
using StreamShield.Core.Storage;

namespace StreamShield.App.Http;

/// <summary>
/// How other programs of the same user find a running StreamShield: a file that only this user can read, for as long as it runs. No secret ever stands on a command line.
/// </summary>
/// <param name="Port">Where it listens.</param>
/// <param name="Control">The token of docks and buttons.</param>
/// <param name="Door">The token that makes codes.</param>
internal sealed record RunFile(int Port, string Control, string Door)
{
    private const string Pattern = "run-*.json";
    private const int MaxBytes = 4096;

    /// <summary>Writes it; disposing deletes it.</summary>
    /// <exception cref="IOException">The disk refuses.</exception>
    public static IDisposable Write(string folder, int port, Secrets secrets)
    {
        var file = Path.Combine(folder, $"run-{port}.json");
        PrivateFile.Write(file, JsonSerializer.SerializeToUtf8Bytes(new RunFile(port, secrets.Control.Text, secrets.Door.Text), RunFileJson.Default.RunFile));
        return new Deletion(file);
    }

    /// <summary>All of them, the newest first. A program that was killed may have left one.</summary>
    public static IReadOnlyList<RunFile> All(string folder)
    {
        if (!Directory.Exists(folder))
        {
            return [];
        }

        return [.. new DirectoryInfo(folder).EnumerateFiles(Pattern).OrderByDescending(file => file.LastWriteTimeUtc).Select(file => Read(file.FullName)).OfType<RunFile>()];
    }

    /// <summary>An address under the control token.</summary>
    public Uri At(string path) => new($"http://127.0.0.1:{Port}/{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}token={Control}");

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
                // Its tokens open nothing any more.
            }
        }
    }
}

/// <summary>Reads and writes it.</summary>
[JsonSerializable(typeof(RunFile))]
internal sealed partial class RunFileJson : JsonSerializerContext;
