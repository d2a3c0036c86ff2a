using OpenCvSharp;
using StreamShield.Core.Frames;
using StreamShield.Devices.Tools;
using StreamShield.Onnx;

namespace StreamShield.App.Hosting;

/// <summary>Checks early whether OpenCV's native library loads: a fresh Linux lacks two packages that it needs.</summary>
internal static class NativeLibraries
{
    /// <summary>Error message with the cure if it does not load.</summary>
    public static string Cure =>
        AppVersion.IsIncomplete ? "This StreamShield is incomplete: it was made without OpenCV, so it opens no camera and no clip, and draws no preview. Get a complete one; with --source pattern the rest can be tried."
        : OperatingSystem.IsWindows()
        ? "OpenCV could not be loaded: install the Microsoft Visual C++ Redistributable (x64) and start again."
        : "OpenCV could not be loaded because this system lacks packages: run 'sudo apt-get install -y libgtk-3-0 libatomic1' and start again.";

    /// <summary>
    /// Loads OpenCV and ONNX Runtime in parallel with the rest of the start, of which they take a third. A failure shows up again where the library is used.
    /// </summary>
    public static void LoadBeside()
    {
        foreach (var load in (Action[])[CheckForRun, QuietRuntime.Load])
        {
            new Thread(() =>
            {
                try
                {
                    load();
                }
                catch (Exception)
                {
                    // Reported by whoever needs the library.
                }
            })
            { IsBackground = true, Name = "native library" }.Start();
        }
    }

    /// <exception cref="ShieldException">OpenCV does not load.</exception>
    public static void Check()
    {
        try
        {
            OpenCvNative.Prepare();
            _ = Cv2.GetNumThreads();
        }
        catch (Exception e) when (e is DllNotFoundException or TypeInitializationException or BadImageFormatException or OpenCvSharpException)
        {
            throw new ShieldException(SlateReason.SourceMissing, Cure, e);
        }
    }

    /// <summary>Checks for a live run, which an incomplete build starts anyway, with its page, stream and slate.</summary>
    /// <exception cref="ShieldException">OpenCV does not load.</exception>
    public static void CheckForRun()
    {
        if (!AppVersion.IsIncomplete)
        {
            Check();
        }
    }

    /// <summary>True if the exception comes from OpenCV's native library.</summary>
    public static bool IsOpenCv(Exception e) =>
        $"{e.Message} {(e as TypeInitializationException)?.TypeName} {e.InnerException?.Message}".Contains("OpenCv", StringComparison.OrdinalIgnoreCase);
}
