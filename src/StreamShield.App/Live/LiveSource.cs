using StreamShield.App.Hosting;
using StreamShield.Core.Frames;
using StreamShield.Devices;
using StreamShield.Devices.Cameras;
using StreamShield.Devices.Clips;
using StreamShield.Devices.Sources;

namespace StreamShield.App.Live;

/// <summary>Chooses what a live run looks at.</summary>
internal static class LiveSource
{
    /// <summary>The demo clip beside the application.</summary>
    public static string DemoClip => Path.Combine(AppContext.BaseDirectory, "samples", "demo.mp4");

    /// <summary>The size for a source that nobody chose one for: a clip of another shape keeps its own, so that a phone's upright video does not lie between broad bars; everything else gets the usual one.</summary>
    /// <param name="text">What the user typed, or null.</param>
    /// <param name="orientation">How its pictures are turned.</param>
    /// <param name="usual">The usual size, after the turn.</param>
    /// <exception cref="ShieldException">It is a clip that cannot be opened.</exception>
    public static FrameSize SizeFor(string? text, Orientation orientation, FrameSize usual)
    {
        using var source = text is null ? null : SourceCatalog.Make(text, new SourceOptions(usual) { Orientation = orientation });
        return source is not null && TurnedSource.Within(source) is ClipSource ? Shape(source.Open(), usual) : usual;
    }

    /// <summary>A clip's shape with no more pixels than it has, nor than is usual.</summary>
    internal static FrameSize Shape(SourceFormat clip, FrameSize usual)
    {
        const double Alike = 0.02;
        var ratio = (double)clip.Width / clip.Height * usual.Height / usual.Width;
        if (Math.Abs(Math.Log(ratio)) < Alike)
        {
            return usual;
        }

        var scale = Math.Min(1, Math.Sqrt(usual.Pixels / ((double)clip.Width * clip.Height)));
        var (width, height) = (Even(clip.Width * scale), Even(clip.Height * scale));
        return Math.Min(width, height) < FrameSize.MinSide ? usual : new FrameSize(width, height);

        static int Even(double side) => (int)Math.Round(side / 2) * 2;
    }

    /// <summary>The source asked for; without one the first webcam, or the demo clip when there is none.</summary>
    /// <param name="text">What the user typed, or null.</param>
    /// <param name="options">What to ask of it.</param>
    /// <param name="say">Takes a sentence when the demo clip stands in.</param>
    /// <exception cref="ShieldException">The text names no source, or a clip that is not there.</exception>
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

    /// <summary>A camera may be plugged in later; a clip that cannot be opened now is a mistake in the command.</summary>
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
