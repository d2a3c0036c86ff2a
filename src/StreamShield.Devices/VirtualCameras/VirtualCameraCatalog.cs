using StreamShield.Core.Frames;
using StreamShield.Devices.Cameras;
using StreamShield.Devices.VirtualCameras.Obs;
using StreamShield.Devices.VirtualCameras.UnityCapture;
using StreamShield.Devices.VirtualCameras.V4l2Loopback;

namespace StreamShield.Devices.VirtualCameras;

/// <summary>
/// Chooses virtual cameras by the text of <c>--sink</c>. The local stream ("mjpeg") is always available and costs nothing while nobody watches;
/// virtual cameras come in addition to it.
/// </summary>
public sealed class VirtualCameraCatalog
{
    /// <summary>The local stream only.</summary>
    public const string Stream = "mjpeg";

    /// <summary>The best virtual camera that is ready.</summary>
    public const string Best = "auto";

    private readonly IReadOnlyList<IVirtualCamera> _cameras;

    /// <summary>Creates a catalog.</summary>
    /// <param name="cameras">Best first: "auto" takes the first that is ready.</param>
    internal VirtualCameraCatalog(IReadOnlyList<IVirtualCamera> cameras) => _cameras = cameras;

    /// <summary>The cameras of Windows and Linux. UnityCapture comes before OBS, because it leaves OBS's own virtual camera free.</summary>
    public static VirtualCameraCatalog Default { get; } = new([new UnityCamera(), new ObsCamera(), new LoopbackCamera(new LinuxCameras())]);

    /// <summary>The forms that a sink text may take, for help texts.</summary>
    public IEnumerable<string> Forms => [Best, Stream, .. _cameras.Select(camera => camera.Form)];

    /// <summary>The virtual cameras of this system, best first, each with what is missing.</summary>
    public IReadOnlyList<VirtualCameraOffer> Offers() => [.. _cameras.Where(camera => camera.IsOfThisSystem).Select(camera => camera.Probe(""))];

    /// <summary>Chooses virtual cameras.</summary>
    /// <param name="wanted">Sink texts, possibly several per entry separated by commas; if empty, "auto" without a note about what is missing.</param>
    /// <exception cref="ShieldException">A named camera cannot be used; the message lists all of them with their cures.</exception>
    public VirtualCameraChoice Choose(IReadOnlyList<string> wanted)
    {
        ArgumentNullException.ThrowIfNull(wanted);
        var names = wanted.SelectMany(text => text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        var chosen = new List<VirtualCameraOffer>();
        var failures = new List<string>();
        var note = "";
        foreach (var name in names.Count == 0 ? [Best] : names)
        {
            if (string.Equals(name, Best, StringComparison.OrdinalIgnoreCase))
            {
                var offers = Offers();
                chosen.AddRange(offers.Where(offer => offer.IsReady).Take(1));
                note = names.Count == 0 || offers.Any(offer => offer.IsReady) ? "" : $"No virtual camera is ready. {string.Join(" ", offers.Select(offer => offer.Words))}".TrimEnd();
            }
            else if (!string.Equals(name, Stream, StringComparison.OrdinalIgnoreCase))
            {
                var offer = Probe(name);
                if (offer.IsReady)
                {
                    chosen.Add(offer);
                }
                else
                {
                    failures.Add($"{name}: {offer.Words}");
                }
            }
        }

        return failures.Count == 0
            ? new VirtualCameraChoice([.. chosen.DistinctBy(offer => offer.Target)], note)
            : throw new ShieldException(SlateReason.StageFailed, $"Pictures cannot go where you want them. {string.Join(" ", failures)}");
    }

    /// <summary>Creates the sink of a virtual camera, which it opens with the first picture.</summary>
    /// <param name="target">A <see cref="VirtualCameraOffer.Target"/>.</param>
    /// <param name="size">Size of every picture.</param>
    /// <param name="framesPerSecond">Constant rate.</param>
    public ISink Make(string target, FrameSize size, double framesPerSecond)
    {
        var (camera, argument) = Known(target);
        return camera.MakeSink(argument, size, framesPerSecond);
    }

    /// <summary>Shows the slate to the viewers of a camera after the process that fed it has died.</summary>
    /// <param name="target">A <see cref="VirtualCameraOffer.Target"/>.</param>
    /// <param name="slate">A slate of the dead session's size.</param>
    /// <param name="framesPerSecond">The dead session's rate.</param>
    public void LeaveSlate(string target, ShieldedFrame slate, double framesPerSecond)
    {
        var (camera, argument) = Known(target);
        camera.LeaveSlate(argument, slate, framesPerSecond);
    }

    private VirtualCameraOffer Probe(string name) => Find(name) switch
    {
        (null, _) => new VirtualCameraOffer(name, "", false, $"There is no such output, the choice is {string.Join(", ", Forms)}."),
        ({ IsOfThisSystem: false } camera, _) => new VirtualCameraOffer(name, "", false, $"It is a camera of {camera.SystemName}, which this system is not: {Here()}."),
        var (camera, argument) => camera.Probe(argument),
    };

    private string Here()
    {
        var names = _cameras.Where(camera => camera.IsOfThisSystem).Select(camera => camera.Name).Append(Stream);
        return $"here there is {string.Join(", ", names)}";
    }

    private (IVirtualCamera Camera, string Argument) Known(string target)
    {
        var (camera, argument) = Find(target);
        return camera is { IsOfThisSystem: true } ? (camera, argument) : throw new ArgumentException($"'{target}' is no virtual camera of this system.", nameof(target));
    }

    private (IVirtualCamera? Camera, string Argument) Find(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var name = colon < 0 ? text : text[..colon];
        return (_cameras.FirstOrDefault(camera => string.Equals(camera.Name, name, StringComparison.OrdinalIgnoreCase)), colon < 0 ? "" : text[(colon + 1)..]);
    }
}
