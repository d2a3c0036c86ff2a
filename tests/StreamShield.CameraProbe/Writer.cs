using System.Diagnostics;
using System.Globalization;
using StreamShield.App.Hosting;
using StreamShield.Core.Compositing;
using StreamShield.Core.Frames;
using StreamShield.Devices.VirtualCameras;

namespace StreamShield.CameraProbe;

/// <summary>Feeds a virtual camera through the program's own sink, with the program's own watchdog beside it.</summary>
internal static class Writer
{
    private const double FramesPerSecond = 30;

    /// <summary>Writes so many pictures, then the slate; a crash leaves that to the watchdog.</summary>
    /// <returns>0, or 1 when a second writer was let in.</returns>
    public static int Run(string target, string sizeText, string countText, bool crash)
    {
        var size = FrameSize.Parse(sizeText);
        var count = int.Parse(countText, CultureInfo.InvariantCulture);

        // UnityCapture has room for one picture: slow enough that a busy machine's reader misses none.
        var pause = target == "obs" ? 1000 / FramesPerSecond : 100;
        using var picture = new ShieldedFrame(size);
        using var slate = new Slate(size).Make(SlateReason.Stopping);
        using var sink = VirtualCameraCatalog.Default.Make(target, size, FramesPerSecond);
        using var watchdog = Watchdog.Start(size, FramesPerSecond, [target], Console.Error.WriteLine);

        // A reader needs a moment to find the camera, as a program that was started first would have had.
        for (var i = 0; i < 3 * FramesPerSecond; i++)
        {
            sink.Write(slate);
            Pace.Wait(1000 / FramesPerSecond);
        }

        for (var number = 1; number <= count; number++)
        {
            NumberedPicture.Fill(picture, number);
            sink.Write(picture);
            if (crash && number > count / 2)
            {
                Process.GetCurrentProcess().Kill();
            }

            Pace.Wait(pause);
        }

        var code = target == "obs" ? TrySecond(target, slate) : 0;
        sink.Write(slate);
        Pace.Wait(500);
        sink.Complete();
        Pace.Wait(500);
        return code;
    }

    private static int TrySecond(string target, ShieldedFrame slate)
    {
        using var second = VirtualCameraCatalog.Default.Make(target, slate.Size, FramesPerSecond);
        try
        {
            second.Write(slate);
            Console.WriteLine("FAILED a second writer was let in");
            return 1;
        }
        catch (ShieldException e)
        {
            Console.WriteLine($"passed a second writer is refused: {e.Message}");
            return 0;
        }
    }
}
