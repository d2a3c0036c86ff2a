using System.Globalization;
using System.Net;
using System.Runtime.InteropServices;

namespace StreamShield.App.Http;

/// <summary>Whose program is at the other end of a connection within this computer. Linux tells it in /proc/net/tcp; elsewhere nothing is known.</summary>
internal static partial class PeerUser
{
    private const int LocalColumn = 1;
    private const int UserColumn = 7;
    private const uint Root = 0;

    /// <summary>True when it belongs to another user than this program does, and not to root.</summary>
    /// <param name="peer">The other end's address.</param>
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
                // Nothing is known then; the code alone decides.
            }
        }

        return null;
    }

    private static bool IsLoopback(string address) => address.StartsWith("0100007F:", StringComparison.Ordinal) || address.StartsWith("0000000000000000FFFF00000100007F:", StringComparison.Ordinal);

    [LibraryImport("libc", EntryPoint = "geteuid")]
    private static partial uint GetEffectiveUser();
}
