using OpenCvSharp;
using StreamShield.Core.Frames;
using StreamShield.Devices.Tools;
using StreamShield.Onnx;

namespace StreamShield.App.Hosting;

/// <summary>Asks early whether OpenCV's native part loads, because a fresh Linux lacks two packages that it wants.</summary>
internal static class NativeLibraries
{
    /// <summary>What to do when it does not load.</summary>
    public static string Cure =>
        AppVersion.IsIncomplete ? "This StreamShield is incomplete: it was made without OpenCV, so it opens no camera and no clip, and draws no preview. Get a complete one; with --source pattern the rest can be tried."
        : OperatingSystem.IsWindows()
        ? "OpenCV could not be loaded: install the Microsoft Visual C++ Redistributable (x64) and start again."
        : "OpenCV could not be loaded because this system lacks packages: run 'sudo apt-get install -y libgtk-3-0 libatomic1' and start again.";

    /// <summary>Has OpenCV and ONNX Runtime loaded beside what else a start needs: together they take a third of it. What fails, fails again where it is used.</summary>
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
                    // Told by whoever needs it.
                }
            })
            { IsBackground = true, Name = "native library" }.Start();
        }
    }

    /// <summary>Loads OpenCV.</summary>
    /// <exception cref="ShieldException">It does not load.</exception>
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

    /// <summary>The same for a live run, which an incomplete program begins nevertheless: with its page, its stream and the slate.</summary>
    /// <exception cref="ShieldException">It does not load.</exception>
    public static void CheckForRun()
    {
        if (!AppVersion.IsIncomplete)
        {
            Check();
        }
    }

    /// <summary>True when this failure comes from OpenCV's native part.</summary>
    public static bool IsOpenCv(Exception e) =>
        $"{e.Message} {(e as TypeInitializationException)?.TypeName} {e.InnerException?.Message}".Contains("OpenCv", StringComparison.OrdinalIgnoreCase);
}
