using StreamShield.Core;
using StreamShield.Devices;

namespace StreamShield.App.Live;

/// <summary>Chooses what a live run looks at.</summary>
internal static class LiveSource
{
    /// <summary>The demo clip beside the application.</summary>
    public static string DemoClip => Path.Combine(AppContext.BaseDirectory, "samples", "demo.mp4");

    /// <summary>The source asked for; without one the first webcam, or the demo clip when there is none.</summary>
    /// <param name="text">What the user typed, or null.</param>
    /// <param name="options">What to ask of it.</param>
    /// <param name="say">Takes a sentence when the demo clip stands in.</param>
    /// <exception cref="ShieldException">The text names no source, or a clip that is not there.</exception>
    public static ISource Choose(string? text, SourceOptions options, Action<string> say)
    {
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
        return SourceCatalog.Make($"clip:{DemoClip}", options);
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
