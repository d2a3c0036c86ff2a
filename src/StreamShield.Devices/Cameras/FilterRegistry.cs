using System.Runtime.Versioning;
using Microsoft.Win32;

namespace StreamShield.Devices.Cameras;

/// <summary>Asks whether a DirectShow filter is registered.</summary>
[SupportedOSPlatform("windows")]
internal static class FilterRegistry
{
    /// <summary>The name under which a class is registered, or null when it is not.</summary>
    /// <param name="classId">Class id of the filter, 64-bit.</param>
    public static string? NameOf(Guid classId)
    {
        using var key = Registry.ClassesRoot.OpenSubKey($@"CLSID\{classId:B}");
        return key is null ? null : key.GetValue(null) as string ?? "";
    }
}
