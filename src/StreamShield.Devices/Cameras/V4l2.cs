using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using StreamShield.Devices.Tools;

namespace StreamShield.Devices.Cameras;

/// <summary>Video4Linux2 through its ioctls. Structures are byte blocks with the kernel's offsets (linux/videodev2.h, 64-bit).</summary>
internal static partial class V4l2
{
    internal const int OpenFlags = 0x2 | 0x800 | 0x80000; // O_RDWR | O_NONBLOCK | O_CLOEXEC
    private const uint CaptureType = 1;
    private const uint CaptureTypeMultiPlane = 9;
    private const uint HasDeviceCapabilities = 0x80000000;
    private const uint CanCapture = 0x1;
    private const uint CanOutput = 0x2;
    private const uint CanCaptureMultiPlane = 0x1000;
    private const uint Discrete = 1;

    private const nuint QueryCapabilities = 0x80685600; // _IOR('V', 0, 104 bytes)
    private const nuint EnumerateFormats = 0xC0405602; // _IOWR('V', 2, 64 bytes)
    private const nuint GetFormat = 0xC0D05604; // _IOWR('V', 4, 208 bytes)
    internal const nuint SetFormat = 0xC0D05605; // _IOWR('V', 5, 208 bytes)
    private const nuint EnumerateSizes = 0xC02C564A; // _IOWR('V', 74, 44 bytes)
    private const nuint EnumerateIntervals = 0xC034564B; // _IOWR('V', 75, 52 bytes)

    private const nuint GetControlValue = 0xC008561B; // _IOWR('V', 27, 8 bytes)
    private const nuint SetControlValue = 0xC008561C; // _IOWR('V', 28, 8 bytes)

    private const int NotPermitted = 1, NoEntry = 2, NoDeviceOrAddress = 6, AccessDenied = 13, BusyError = 16, NoDevice = 19, NotTypewriter = 25;

    private static readonly (int Width, int Height)[] CommonSizes = [(640, 360), (640, 480), (1280, 720), (1920, 1080)];

    /// <summary>Queries a device file for its name, state and modes.</summary>
    public static V4l2Answer Query(string path)
    {
        var device = Open(path, OpenFlags);
        if (device < 0)
        {
            return new V4l2Answer(StateOf(Marshal.GetLastPInvokeError()), "", []);
        }

        try
        {
            Span<byte> about = stackalloc byte[104];
            about.Clear();
            if (Control(device, QueryCapabilities, about) < 0)
            {
                return new V4l2Answer(StateOf(Marshal.GetLastPInvokeError()), "", []);
            }

            var capabilities = Read(about, 84);
            if ((capabilities & HasDeviceCapabilities) != 0)
            {
                capabilities = Read(about, 88);
            }

            var (driver, card, takesPictures) = (Text(about[..16]), Text(about.Slice(16, 32)), (capabilities & CanOutput) != 0);
            if ((capabilities & (CanCapture | CanCaptureMultiPlane)) == 0)
            {
                return new V4l2Answer(CameraState.NotCamera, card, []) { Driver = driver, TakesPictures = takesPictures };
            }

            var type = (capabilities & CanCapture) != 0 ? CaptureType : CaptureTypeMultiPlane;
            return new V4l2Answer(IsBusy(device, type) ? CameraState.Busy : CameraState.Ready, card, Modes(device, type)) { Driver = driver, TakesPictures = takesPictures };
        }
        finally
        {
            _ = Close(device);
        }
    }

    /// <summary>The format of a camera that is capturing; null if it does not report one.</summary>
    public static CameraFormat? FormatOf(string path)
    {
        var device = Open(path, OpenFlags);
        if (device < 0)
        {
            return null;
        }

        try
        {
            Span<byte> format = stackalloc byte[208];
            format.Clear();
            Write(format, 0, CaptureType);
            return Control(device, GetFormat, format) < 0 ? null : CameraFormat.Read(format);
        }
        finally
        {
            _ = Close(device);
        }
    }

    /// <summary>The value of a control, such as exposure; null if the driver has none.</summary>
    public static int? ControlOf(string path, uint control) => WithControl(path, GetControlValue, control, 0);

    /// <summary>Sets a control.</summary>
    /// <returns>False if the driver refuses.</returns>
    public static bool SetControl(string path, uint control, int value) => WithControl(path, SetControlValue, control, value) is not null;

    private static int? WithControl(string path, nuint request, uint control, int value)
    {
        var device = Open(path, OpenFlags);
        if (device < 0)
        {
            return null;
        }

        try
        {
            Span<byte> block = stackalloc byte[8];
            Write(block, 0, control);
            Write(block, 4, (uint)value);
            return Control(device, request, block) < 0 ? null : (int)Read(block, 4);
        }
        finally
        {
            _ = Close(device);
        }
    }

    // Setting the current format changes nothing, but drivers refuse even that while another program holds buffers.
    private static bool IsBusy(int device, uint type)
    {
        Span<byte> format = stackalloc byte[208];
        format.Clear();
        Write(format, 0, type);
        return Control(device, GetFormat, format) >= 0
            && Control(device, SetFormat, format) < 0
            && Marshal.GetLastPInvokeError() == BusyError;
    }

    private static List<CameraMode> Modes(int device, uint type)
    {
        var modes = new List<CameraMode>();
        Span<byte> format = stackalloc byte[64];
        for (uint index = 0; ; index++)
        {
            format.Clear();
            Write(format, 0, index);
            Write(format, 4, type);
            if (Control(device, EnumerateFormats, format) < 0)
            {
                return modes;
            }

            AddSizes(device, Read(format, 44), modes);
        }
    }

    private static void AddSizes(int device, uint encoding, List<CameraMode> modes)
    {
        Span<byte> size = stackalloc byte[44];
        for (uint index = 0; ; index++)
        {
            size.Clear();
            Write(size, 0, index);
            Write(size, 4, encoding);
            if (Control(device, EnumerateSizes, size) < 0)
            {
                return;
            }

            if (Read(size, 8) == Discrete)
            {
                AddMode(device, encoding, (int)Read(size, 12), (int)Read(size, 16), modes);
                continue;
            }

            // A range: list its ends and the common sizes in between.
            var (minWidth, maxWidth) = ((int)Read(size, 12), (int)Read(size, 16));
            var (minHeight, maxHeight) = ((int)Read(size, 24), (int)Read(size, 28));
            var inside = CommonSizes.Where(common => common.Width >= minWidth && common.Width <= maxWidth && common.Height >= minHeight && common.Height <= maxHeight);
            foreach (var (width, height) in inside.Prepend((minWidth, minHeight)).Append((maxWidth, maxHeight)).Distinct())
            {
                AddMode(device, encoding, width, height, modes);
            }

            return;
        }
    }

    private static void AddMode(int device, uint encoding, int width, int height, List<CameraMode> modes)
    {
        var rates = new List<double>();
        Span<byte> interval = stackalloc byte[52];
        for (uint index = 0; ; index++)
        {
            interval.Clear();
            Write(interval, 0, index);
            Write(interval, 4, encoding);
            Write(interval, 8, (uint)width);
            Write(interval, 12, (uint)height);
            if (Control(device, EnumerateIntervals, interval) < 0)
            {
                break;
            }

            AddRate(Read(interval, 20), Read(interval, 24), rates);
            if (Read(interval, 16) != Discrete)
            {
                AddRate(Read(interval, 28), Read(interval, 32), rates);
                break;
            }
        }

        rates.Sort((one, other) => other.CompareTo(one));
        modes.Add(new CameraMode(VideoText.FourCc(encoding), width, height, [.. rates.Distinct()]));
    }

    private static void AddRate(uint seconds, uint per, List<double> rates)
    {
        if (seconds > 0 && per > 0)
        {
            rates.Add((double)per / seconds);
        }
    }

    internal static CameraState StateOf(int error) => error switch
    {
        NoEntry or NoDevice or NoDeviceOrAddress => CameraState.Missing,
        NotPermitted or AccessDenied => CameraState.Denied,
        BusyError => CameraState.Busy,
        NotTypewriter => CameraState.NotCamera,
        _ => CameraState.Unknown,
    };

    internal static uint Read(ReadOnlySpan<byte> block, int offset) => BinaryPrimitives.ReadUInt32LittleEndian(block[offset..]);

    internal static void Write(Span<byte> block, int offset, uint value) => BinaryPrimitives.WriteUInt32LittleEndian(block[offset..], value);

    private static string Text(ReadOnlySpan<byte> field)
    {
        var end = field.IndexOf((byte)0);
        return Encoding.UTF8.GetString(end < 0 ? field : field[..end]).Trim();
    }

    internal static int Control(int device, nuint request, Span<byte> block)
    {
        const int Interrupted = 4;
        int result;
        do
        {
            result = IoControl(device, request, ref MemoryMarshal.GetReference(block));
        }
        while (result < 0 && Marshal.GetLastPInvokeError() == Interrupted);

        return result;
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    internal static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    internal static partial int Close(int device);

    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int IoControl(int device, nuint request, ref byte block);
}
