using StreamShield.App.Hosting;
using StreamShield.Core.Frames;
using StreamShield.Devices;
using StreamShield.Devices.Cameras;
using StreamShield.Devices.Clips;
using StreamShield.Devices.Sources;

namespace StreamShield.App.Live;

/// <summary>Chooses the source of a live run.</summary>
internal static class LiveSource
{
    /// <summary>Path of the demo clip that is installed with the application.</summary>
    public static string DemoClip => Path.Combine(AppContext.BaseDirectory, "samples", "demo.mp4");

    /// <summary>
    /// The frame size when none was chosen: a clip of another shape keeps its own, so that a phone's portrait video does not get broad bars; every other source
    /// gets the default.
    /// </summary>
    /// <param name="text">The source text that the user typed; null for none.</param>
    /// <param name="orientation">How its pictures are rotated.</param>
    /// <param name="defaultSize">The default size, after the rotation.</param>
    /// <exception cref="ShieldException">The text names a clip that cannot be opened.</exception>
    public static FrameSize SizeFor(string? text, Orientation orientation, FrameSize defaultSize)
    {
        using var source = text is null ? null : SourceCatalog.Make(text, new SourceOptions(defaultSize) { Orientation = orientation });
        return source is not null && TurnedSource.Within(source) is ClipSource ? Shape(source.Open(), defaultSize) : defaultSize;
    }

    /// <summary>A size of the clip's shape with no more pixels than the clip or the default size has.</summary>
    internal static FrameSize Shape(SourceFormat clip, FrameSize defaultSize)
    {
        const double Alike = 0.02;
        var ratio = (double)clip.Width / clip.Height * defaultSize.Height / defaultSize.Width;
        if (Math.Abs(Math.Log(ratio)) < Alike)
        {
            return defaultSize;
        }

        var scale = Math.Min(1, Math.Sqrt(defaultSize.Pixels / ((double)clip.Width * clip.Height)));
        var (width, height) = (Even(clip.Width * scale), Even(clip.Height * scale));
        return Math.Min(width, height) < FrameSize.MinSide ? defaultSize : new FrameSize(width, height);

        static int Even(double side) => (int)Math.Round(side / 2) * 2;
    }

    /// <summary>Creates the requested source; if there is none, the first webcam, or the demo clip if there is no webcam.</summary>
    /// <param name="text">The source text that the user typed; null for none.</param>
    /// <param name="options">Requested source settings.</param>
    /// <param name="say">Receives a message if the demo clip is used instead.</param>
    /// <exception cref="ShieldException">The text does not name a source, or names a clip that does not exist.</exception>
    public static ISource Choose(string? text, SourceOptions options, Action<string> say)
    {
        if (AppVersion.IsIncomplete && text != "pattern")
        {
            say(NativeLibraries.Cure);
            return new NoSource(NativeLibraries.Cure);
        }

        if (text is not null)
        {
            var source = SourceCatalog.Make(text, options);
            return TurnedSource.Within(source) is ClipSource clip ? Checked(source, clip, say) : source;
        }

        if (DeviceList.Cameras().Any(camera => !camera.IsVirtual))
        {
            return SourceCatalog.Make("webcam", options);
        }

        if (!File.Exists(DemoClip))
        {
            throw new ShieldException(SlateReason.SourceMissing,
                "There is no camera, and the demo clip is missing: plug a camera in, or name a clip with --source FILE.");
        }

        say("No camera found: this is the demo clip. Plug a camera in and start again, or name a clip with --source FILE.");
        return new DemoSource(SourceCatalog.Make($"clip:{DemoClip}", options));
    }

    /// <summary>Opens a clip early: a camera may be plugged in later, but a clip that cannot be opened is a mistake in the command.</summary>
    private static ISource Checked(ISource source, ClipSource clip, Action<string> say)
    {
        try
        {
            source.Open();
            foreach (var note in clip.Info.Notes)
            {
                say(note);
            }

            return source;
        }
        catch
        {
            source.Dispose();
            throw;
        }
    }
}
