using System.Runtime.InteropServices;
using StreamShield.Core.Frames;
using StreamShield.Devices.Cameras;
using StreamShield.Devices.Pixels;
using StreamShield.Devices.Tools;

namespace StreamShield.Devices.VirtualCameras.V4l2Loopback;

/// <summary>A v4l2loopback device through its ioctls (linux/videodev2.h, 64-bit; v4l2loopback's own controls). Owns the file descriptor.</summary>
internal sealed unsafe partial class LoopbackDevice : ILoopback
{
    private const nuint SetParameters = 0xC0CC5616; // _IOWR('V', 22, 204 bytes)
    private const nuint QueryBuffer = 0xC0585609; // _IOWR('V', 9, 88 bytes)
    private const nuint StreamOn = 0x40045612; // _IOW('V', 18, int)
    private const nuint SetControl = 0xC008561C; // _IOWR('V', 28, 8 bytes)

    private const uint OutputType = 2;
    private const uint NoField = 1;
    private const uint MappedMemory = 1;
    private const uint SrgbColours = 8;
    private const uint MoreFieldsCount = 0xFEEDCAFE; // V4L2_PIX_FMT_PRIV_MAGIC: without it the kernel clears matrix and range
    private const uint Bt601Matrix = 1;
    private const uint LimitedRange = 2;

    private const uint TimeoutControl = 0x0098F902;
    private const uint TimeoutPictureControl = 0x0098F903; // the next file opened writes the time-out picture

    private const int ReadWrite = 3;
    private const int Shared = 1;
    private const int BusyError = 16, NoDevice = 19, Input = 5, TryAgain = 11;

    private readonly string _path;
    private int _file;

    private LoopbackDevice(string path, int file)
    {
        _path = path;
        _file = file;
    }

    /// <inheritdoc/>
    public LoopbackPixels Pixels { get; private set; }

    /// <summary>Opens a device for pictures of one size.</summary>
    /// <exception cref="ShieldException">The device is missing, denied, in use, or held by a reader at another size.</exception>
    public static LoopbackDevice Open(string path, FrameSize size, double framesPerSecond)
    {
        var file = V4l2.Open(path, V4l2.OpenFlags);
        if (file < 0)
        {
            throw Refused(path, Marshal.GetLastPInvokeError());
        }

        var device = new LoopbackDevice(path, file);
        try
        {
            device.Negotiate(size);
            device.SetRate(framesPerSecond);
            device.Start();
            return device;
        }
        catch
        {
            device.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Write(ReadOnlySpan<byte> picture)
    {
        var written = WriteFile(_file, ref MemoryMarshal.GetReference(picture), (nuint)picture.Length);
        if (written == picture.Length)
        {
            return;
        }

        var error = written < 0 ? Marshal.GetLastPInvokeError() : 0;
        throw error is NoDevice or Input
            ? new ShieldException(SlateReason.StageFailed, $"The virtual camera {_path} is gone: load it again with {LoopbackCamera.LoadCommand}, then the picture returns by itself.")
            : new ShieldException(SlateReason.StageFailed, $"The virtual camera {_path} took {written} of {picture.Length} bytes (error {error}): close the programs that read it, then load it again with {LoopbackCamera.ReloadCommand}.");
    }

    /// <inheritdoc/>
    public bool KeepForSilence(ReadOnlySpan<byte> picture, TimeSpan after)
    {
        // The kernel remembers a 1 from an earlier run and ignores a value that does not change: set 0 first.
        var kept = SetTo(TimeoutPictureControl, 0) && SetTo(TimeoutPictureControl, 1) && Keep(picture);

        // Even without our picture: an empty picture is ugly, but a frozen streamer is worse.
        return SetTo(TimeoutControl, (int)after.TotalMilliseconds) && kept;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_file >= 0)
        {
            _ = V4l2.Close(_file);
            _file = -1;
        }
    }

    private void Negotiate(FrameSize size)
    {
        Span<byte> format = stackalloc byte[208];
        foreach (var (pixels, code, stride, bytes) in (ReadOnlySpan<(LoopbackPixels, uint, int, int)>)
            [
                (LoopbackPixels.Yuyv, VideoText.Code("YUYV"), size.Width * 2, Yuyv.Bytes(size)),
                (LoopbackPixels.I420, VideoText.Code("YU12"), size.Width, I420.Bytes(size)),
            ])
        {
            format.Clear();
            V4l2.Write(format, 0, OutputType);
            V4l2.Write(format, 8, (uint)size.Width);
            V4l2.Write(format, 12, (uint)size.Height);
            V4l2.Write(format, 16, code);
            V4l2.Write(format, 20, NoField);
            V4l2.Write(format, 24, (uint)stride);
            V4l2.Write(format, 28, (uint)bytes);
            V4l2.Write(format, 32, SrgbColours);
            V4l2.Write(format, 36, MoreFieldsCount);
            V4l2.Write(format, 44, Bt601Matrix);
            V4l2.Write(format, 48, LimitedRange);
            if (V4l2.Control(_file, V4l2.SetFormat, format) < 0)
            {
                throw Refused(_path, Marshal.GetLastPInvokeError());
            }

            if (V4l2.Read(format, 8) == size.Width && V4l2.Read(format, 12) == size.Height && V4l2.Read(format, 16) == code)
            {
                Pixels = pixels;
                return;
            }
        }

        throw new ShieldException(SlateReason.StageFailed,
            $"The virtual camera {_path} still has the size or format of an earlier picture because a program reads it: close that program, or start with the earlier --size.");
    }

    /// <summary>Announces the rate to readers; a driver that ignores it is not an error.</summary>
    private void SetRate(double framesPerSecond)
    {
        const uint Thousand = 1000;
        Span<byte> parameters = stackalloc byte[204];
        parameters.Clear();
        V4l2.Write(parameters, 0, OutputType);
        V4l2.Write(parameters, 12, Thousand);
        V4l2.Write(parameters, 16, (uint)Math.Round(framesPerSecond * Thousand));
        _ = V4l2.Control(_file, SetParameters, parameters);
    }

    /// <summary>Some driver versions lose the format when a writer closes without STREAMON; others reject the call and do not need it.</summary>
    private void Start()
    {
        Span<byte> type = stackalloc byte[4];
        V4l2.Write(type, 0, OutputType);
        _ = V4l2.Control(_file, StreamOn, type);
    }

    private bool SetTo(uint control, int value)
    {
        Span<byte> setting = stackalloc byte[8];
        V4l2.Write(setting, 0, control);
        V4l2.Write(setting, 4, (uint)value);
        return V4l2.Control(_file, SetControl, setting) >= 0;
    }

    /// <summary>Writes the time-out picture, which the driver maps for the next file that is opened.</summary>
    private bool Keep(ReadOnlySpan<byte> picture)
    {
        var second = V4l2.Open(_path, V4l2.OpenFlags);
        if (second < 0)
        {
            SetTo(TimeoutPictureControl, 0);
            return false;
        }

        try
        {
            Span<byte> buffer = stackalloc byte[88];
            buffer.Clear();
            V4l2.Write(buffer, 4, OutputType);
            V4l2.Write(buffer, 60, MappedMemory);
            if (V4l2.Control(second, QueryBuffer, buffer) < 0 || V4l2.Read(buffer, 72) < picture.Length)
            {
                return false;
            }

            var (offset, length) = (V4l2.Read(buffer, 64), (nuint)V4l2.Read(buffer, 72));
            var memory = Map(0, length, ReadWrite, Shared, second, (nint)offset);
            if (memory == -1)
            {
                return false;
            }

            picture.CopyTo(new Span<byte>((void*)memory, (int)length));
            return Unmap(memory, length) == 0;
        }
        finally
        {
            _ = V4l2.Close(second);
        }
    }

    private static ShieldException Refused(string path, int error) => new(SlateReason.StageFailed, error switch
    {
        BusyError or TryAgain => $"Another program feeds the virtual camera {path}: stop it there, or name another one with --sink v4l2loopback:/dev/videoN.",
        _ => V4l2.StateOf(error) switch
        {
            CameraState.Missing => $"There is no {path}: load the virtual camera with {LoopbackCamera.LoadCommand}.",
            CameraState.Denied => $"Access to the virtual camera is denied: {CameraFailure.DeniedCure(path)}",
            CameraState.NotCamera => $"{path} is not a video device: the devices command lists the virtual cameras.",
            _ => $"The virtual camera {path} takes no pictures (error {error}): close the programs that use it, then load it again with {LoopbackCamera.ReloadCommand}.",
        },
    });

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint WriteFile(int file, ref byte bytes, nuint count);

    [LibraryImport("libc", EntryPoint = "mmap", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint Map(nint at, nuint length, int protection, int flags, int file, nint offset);

    [LibraryImport("libc", EntryPoint = "munmap", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Unmap(nint at, nuint length);
}
