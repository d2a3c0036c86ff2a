using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace StreamShield.Tests.App;

/// <summary>A terminal that nobody sees. Linux.</summary>
internal static partial class PseudoTerminal
{
    private const int ReadWriteNotControlling = 0x102;

    /// <summary>Opens a new one.</summary>
    /// <param name="path">The end that a program uses.</param>
    /// <returns>The end that shows and types.</returns>
    public static SafeFileHandle Open(out string path)
    {
        var terminal = OpenPseudoTerminal(ReadWriteNotControlling);
        var name = new byte[64];
        Assert.Equal((0, 0, 0), (Grant(terminal), Unlock(terminal), NameOf(terminal, name, (nuint)name.Length)));
        path = Encoding.ASCII.GetString(name).TrimEnd('\0');
        return new SafeFileHandle(terminal, ownsHandle: true);
    }

    [LibraryImport("libc", EntryPoint = "posix_openpt")]
    private static partial int OpenPseudoTerminal(int flags);

    [LibraryImport("libc", EntryPoint = "grantpt")]
    private static partial int Grant(int terminal);

    [LibraryImport("libc", EntryPoint = "unlockpt")]
    private static partial int Unlock(int terminal);

    [LibraryImport("libc", EntryPoint = "ptsname_r")]
    private static partial int NameOf(int terminal, byte[] name, nuint length);
}
