using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using StreamShield.App.Hosting;

namespace StreamShield.App.Live;

/// <summary>
/// The last verdicts of checks, in one file, each for exactly what was checked: the camera that was open, size, effect, zones, model, plate and version of the program. A room keeps its verdict under another name, and
/// loses it with any change. From any thread.
/// </summary>
/// <param name="file">Where they lie. One that cannot be read holds none.</param>
internal sealed class KeptChecks(string file)
{
    private const int MaxKept = 20;

    private readonly Lock _gate = new();
    private List<KeptCheck>? _kept;
    private (long Revision, string Source, AuditView? View) _found = (0, "", null);

    /// <summary>The verdict for what is in force now; null if it was never checked.</summary>
    /// <param name="now">What is in force.</param>
    /// <param name="source">Name of the source: without a chosen camera the profile does not tell which one it is.</param>
    public AuditView? Find(ProfileInForce now, string source)
    {
        lock (_gate)
        {
            if (_found.Revision != now.Revision || _found.Source != source)
            {
                var of = Key(now, source);
                _found = (now.Revision, source, (_kept ??= Read()).Find(one => one.Of == of)?.View);
            }

            return _found.View;
        }
    }

    /// <summary>Keeps a verdict. It is written on the caller's thread; a disk that refuses loses it with the end of the run.</summary>
    public void Keep(ProfileInForce what, string source, AuditView view)
    {
        if (what.Settings.Plate is { StoredId: "" })
        {
            // Nobody could tell it from another plate later.
            return;
        }

        KeptCheck[] all;
        lock (_gate)
        {
            var of = Key(what, source);
            _kept = [new KeptCheck(of, view), .. (_kept ?? Read()).Where(one => one.Of != of).Take(MaxKept - 1)];
            _found = (0, "", null);
            all = [.. _kept];
        }

        try
        {
            PrivateFile.Write(file, JsonSerializer.SerializeToUtf8Bytes(all, LiveJson.Default.KeptCheckArray));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The verdict holds for this run.
        }
    }

    private static string Key(ProfileInForce now, string source) =>
        Convert.ToHexString(SHA256.HashData([.. now.Written, .. Encoding.UTF8.GetBytes($"{now.Settings.Plate?.StoredId}|{AppVersion.Text}|{source}")]));

    private List<KeptCheck> Read()
    {
        try
        {
            return File.Exists(file) ? [.. JsonSerializer.Deserialize(File.ReadAllBytes(file), LiveJson.Default.KeptCheckArray) ?? []] : [];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            return [];
        }
    }
}

/// <summary>A verdict that is kept.</summary>
/// <param name="Of">The hash of what was checked.</param>
/// <param name="View">The verdict.</param>
internal sealed record KeptCheck(string Of, AuditView View);
