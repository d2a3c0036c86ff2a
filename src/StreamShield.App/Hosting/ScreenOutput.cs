using System.Runtime.InteropServices;
using System.Text;
using Spectre.Console;

namespace StreamShield.App.Hosting;

/// <summary>
/// The screen as Spectre.Console writes to it. Its size comes from the system: on Linux the runtime's own console answers under the lock that a write holds, and a terminal that nobody
/// reads would hold up whoever asks.
/// </summary>
/// <param name="writer">Where the text goes.</param>
internal sealed partial class ScreenOutput(TextWriter writer) : IAnsiConsoleOutput
{
    private const nuint GetWindowSize = 0x5413; // TIOCGWINSZ

    private readonly AnsiConsoleOutput _inner = new(writer);

    /// <inheritdoc/>
    public TextWriter Writer => writer;

    /// <inheritdoc/>
    public bool IsTerminal => _inner.IsTerminal;

    /// <inheritdoc/>
    public int Width => OperatingSystem.IsLinux() ? Size().Columns : _inner.Width;

    /// <inheritdoc/>
    public int Height => OperatingSystem.IsLinux() ? Size().Rows : _inner.Height;

    /// <inheritdoc/>
    public void SetEncoding(Encoding encoding) => _inner.SetEncoding(encoding);

    private static (int Columns, int Rows) Size()
    {
        var size = default(WindowSize);
        return IoControl(1, GetWindowSize, ref size) == 0 && size is { Columns: > 0, Rows: > 0 } ? (size.Columns, size.Rows) : (80, 24);
    }

    [LibraryImport("libc", EntryPoint = "ioctl")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int IoControl(int file, nuint request, ref WindowSize size);

    /// <summary>struct winsize of sys/ioctl.h.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct WindowSize
    {
        public ushort Rows;
        public ushort Columns;
        public ushort Width;
        public ushort Height;
    }
}
