using System.IO.Pipes;
using System.Runtime.InteropServices;

namespace StreamShield.Devices.Sound.Pulse;

/// <summary>The pipe to a client process: bytes waiting in it add latency.</summary>
internal static partial class PulsePipe
{
    private const int SetPipeSize = 1031;
    private const int BytesToRead = 0x541B;
    private const short CanWrite = 4;
    private const int MinPipe = 4096;
    private const int MaxWaitMs = 500;

    /// <summary>Shrinks the pipe to the minimum size, so that free space in it means that it is empty. A refusal is ignored.</summary>
    public static void Shorten(Stream pipe)
    {
        if (pipe is PipeStream { SafePipeHandle: var handle })
        {
            _ = FileControl(handle, SetPipeSize, MinPipe);
        }
    }

    /// <summary>Number of bytes waiting in the pipe.</summary>
    public static int Waiting(Stream pipe) =>
        pipe is PipeStream { SafePipeHandle: var handle } && DeviceControl(handle, BytesToRead, out var bytes) == 0 ? bytes : 0;

    /// <summary>Waits until a shrunk pipe is empty or its reader is gone, for half a second at most.</summary>
    /// <returns>False if it still holds data.</returns>
    public static bool WaitUntilTaken(Stream pipe)
    {
        if (pipe is not PipeStream { SafePipeHandle: var handle })
        {
            return true;
        }

        var held = false;
        try
        {
            handle.DangerousAddRef(ref held);
            var wait = new Waiter { File = (int)handle.DangerousGetHandle(), Events = CanWrite };
            return Poll(ref wait, 1, MaxWaitMs) != 0;
        }
        finally
        {
            if (held)
            {
                handle.DangerousRelease();
            }
        }
    }

    [LibraryImport("libc", EntryPoint = "fcntl")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int FileControl(SafeHandle file, int command, int argument);

    [LibraryImport("libc", EntryPoint = "ioctl")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int DeviceControl(SafeHandle file, nuint request, out int answer);

    [LibraryImport("libc", EntryPoint = "poll")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Poll(ref Waiter files, nuint count, int milliseconds);

    private struct Waiter
    {
        public int File;
        public short Events;
        public short Happened;
    }
}
