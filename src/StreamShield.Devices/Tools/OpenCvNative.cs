using System.Runtime.InteropServices;
using OpenCvSharp;
using OpenCvSharp.Internal;
using StreamShield.Core.Pictures;

namespace StreamShield.Devices.Tools;

/// <summary>One-time settings of OpenCV, applied before its first use.</summary>
public static partial class OpenCvNative
{
    /// <summary>Seconds without a picture after which a Linux camera counts as stalled.</summary>
    public const int StallSeconds = 2;

    private static readonly Lazy<bool> Prepared = new(Apply);

    /// <summary>
    /// Keeps OpenCV and FFmpeg from writing to the console (failures become exceptions), shortens the time-out for a stalled camera, and disables Intel IPP,
    /// which runs CPUID on every call: in a virtual machine that takes longer than the work itself. Files are opened within the limits of
    /// <see cref="FfmpegInput"/> and <see cref="PictureFile"/>.
    /// </summary>
    public static void Prepare() => _ = Prepared.Value;

    private static bool Apply()
    {
        SetDefault("OPENCV_FFMPEG_LOGLEVEL", "-8");
        SetDefault("OPENCV_VIDEOIO_V4L_SELECT_TIMEOUT", $"{StallSeconds}");
        SetDefault("OPENCV_IPP", "disabled");
        SetDefault("OPENCV_FFMPEG_CAPTURE_OPTIONS", FfmpegInput.OpenCvLimits);
        SetDefault("OPENCV_IO_MAX_IMAGE_PIXELS", $"{PictureFile.MaxPixels}");
        NativeMethods.HandleException(NativeMethods.core_logger_setLogLevel(LogLevel.SILENT, out _));
        return true;
    }

    // On Linux, .NET keeps its own copy of the environment; native code reads the real one. The user's own settings win.
    private static void SetDefault(string name, string value)
    {
        if (OperatingSystem.IsLinux())
        {
            _ = SetEnv(name, value, 0);
        }
        else if (Environment.GetEnvironmentVariable(name) is null)
        {
            Environment.SetEnvironmentVariable(name, value);
        }
    }

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SetEnv(string name, string value, int overwrite);
}
