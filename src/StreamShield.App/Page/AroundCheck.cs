using StreamShield.App.Obs;
using StreamShield.Audit.Live;

namespace StreamShield.App.Page;

/// <summary>The part of the check that looks at other programs: whether OBS captures camera or microphone past the shield, and whether anyone reads the picture.</summary>
/// <param name="desk">OBS, if it can be reached.</param>
/// <param name="picture">This run's address of the picture.</param>
/// <param name="readers">How many programs read it.</param>
/// <param name="isCameraFed">True while a virtual camera is fed.</param>
/// <param name="hasSound">True while StreamShield handles the sound, which a raw microphone would undo.</param>
internal sealed class AroundCheck(ObsDesk desk, string picture, Func<int> readers, Func<bool> isCameraFed, Func<bool> hasSound)
{
    /// <summary>Runs the check.</summary>
    /// <param name="stop">Cancels.</param>
    public async Task<IReadOnlyList<LiveFinding>> FindAsync(CancellationToken stop)
    {
        List<LiveFinding> findings = [];
        try
        {
            var view = await desk.LookAsync(picture, stop);
            findings.AddRange(view.Raw.Select(Finding));
            if (!view.IsIn)
            {
                findings.Add(new LiveFinding(LiveFindingKind.Viewers, false, $"The scene that goes out of OBS, “{view.Scene}”, does not show your shielded picture: put it in under Setup."));
            }
        }
        catch (ObsException)
        {
            // Without OBS, or with its server off, only the readers of the picture are known.
        }

        if (readers() == 0 && !isCameraFed())
        {
            findings.Add(new LiveFinding(LiveFindingKind.Viewers, false, "Nobody reads your picture yet: put it into OBS under Setup, or open its address in your program."));
        }

        return findings;
    }

    private LiveFinding Finding(RawSource raw) => raw switch
    {
        { IsCamera: true, IsOn: true } => new(LiveFindingKind.ObsCamera, true, $"OBS shows your raw camera: “{raw.Source}”. Replace or remove it under Setup."),
        { IsCamera: true } => new(LiveFindingKind.ObsCamera, false, $"OBS holds your raw camera, switched off now: “{raw.Source}”. Replace or remove it under Setup."),
        { IsOn: true } when hasSound() => new(LiveFindingKind.ObsMicrophone, true, $"OBS takes your raw microphone past StreamShield: “{raw.Source}”. Mute it under Setup."),
        { IsOn: true } => new(LiveFindingKind.ObsMicrophone, false, $"OBS takes your microphone itself: “{raw.Source}”. It stays on when the picture is hidden, and the mains hum goes out with it."),
        _ => new(LiveFindingKind.ObsMicrophone, false, $"OBS holds your microphone, muted now: “{raw.Source}”."),
    };
}
