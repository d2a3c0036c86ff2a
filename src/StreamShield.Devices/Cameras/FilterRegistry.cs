using System.Runtime.Versioning;
using Microsoft.Win32;

namespace StreamShield.Devices.Cameras;

/// <summary>Looks up registered DirectShow filters.</summary>
[SupportedOSPlatform("windows")]
internal static class FilterRegistry
{
    /// <summary>The name under which a class is registered; null if it is not registered.</summary>
    /// <param name="classId">CLSID of the 64-bit filter.</param>
    public static string? NameOf(Guid classId)
    {
        using var key = Registry.ClassesRoot.OpenSubKey($@"CLSID\{classId:B}");
        return key is null ? null : key.GetValue(null) as string ?? "";
    }
}
