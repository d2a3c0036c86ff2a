using System.Globalization;
using System.Net;
using System.Runtime.InteropServices;

namespace StreamShield.App.Http;

/// <summary>
/// Finds out which user owns the program at the other end of a local connection. Linux reports it in /proc/net/tcp; on other systems it is unknown.
/// </summary>
internal static partial class PeerUser
{
    private const int LocalColumn = 1;
    private const int UserColumn = 7;
    private const uint Root = 0;

    /// <summary>True if that program belongs to another user, other than root.</summary>
    /// <param name="peer">Address of the other end.</param>
    public static bool IsAnother(IPEndPoint peer) =>
        OperatingSystem.IsLinux() && Find(peer) is { } user && user != GetEffectiveUser() && user != Root;

    private static uint? Find(IPEndPoint peer)
    {
        var port = $":{peer.Port:X4}";
        foreach (var table in (string[])["/proc/net/tcp", "/proc/net/tcp6"])
        {
            try
            {
                foreach (var line in File.ReadLines(table).Skip(1))
                {
                    var columns = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
                    if (columns.Length > UserColumn && columns[LocalColumn].EndsWith(port, StringComparison.Ordinal) && IsLoopback(columns[LocalColumn]))
                    {
                        return uint.Parse(columns[UserColumn], CultureInfo.InvariantCulture);
                    }
                }
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException)
            {
                // Unknown; the one-time code alone decides.
            }
        }

        return null;
    }

    private static bool IsLoopback(string address) => address.StartsWith("0100007F:", StringComparison.Ordinal) || address.StartsWith("0000000000000000FFFF00000100007F:", StringComparison.Ordinal);

    [LibraryImport("libc", EntryPoint = "geteuid")]
    private static partial uint GetEffectiveUser();
}
