using System.Text.Json;
using StreamShield.App.Desktop;
using StreamShield.App.Hosting;
using StreamShield.App.Live;
using StreamShield.App.Page.Views;
using StreamShield.App.Profiles;
using StreamShield.Core.Obscuring;
using StreamShield.Core.Pipeline;

namespace StreamShield.App.Page;

/// <summary>Collects what the page shows. Thread-safe.</summary>
internal sealed class StateReader(ShieldSession session, LiveControl control, Func<LiveStatus> status, Func<DesktopLink?> desktop)
{
    private static readonly string[] Shown = ["effect", "strength", "seed", "image", "people", "sensitivity", "zones", "turn", "mirror"];

    private (long Revision, JsonElement Json) _settings;
    private readonly Lock _gate = new();

    /// <summary>The state now.</summary>
    public StateView Now()
    {
        var figures = status();
        var now = control.Now;
        return new StateView(figures)
        {
            Detail = figures.Live ? "" : figures.Detail,
            Panic = control.Panic,
            Camera = now.Room.Camera,
            ModelChoice = now.Room.Model,
            Outputs = Outputs(),
            Room = new ProfileView(now.Room.Name.Length > 0 ? now.Room.Name : null, now.Unsaved, now.Settings.Plate is not null, now.PlateTrouble),
            Run = control.Run,
            Settings = SettingsOf(now),
            Sound = SoundView.Of(figures.Sound),
            Streamer = StreamerText.Of(now.Room.Settings.People, control.Look().Streamer),
            RoomSense = RoomSenseText.Of(control.Look(), now.Settings.Plate is not null),
            Plate = control.Plate.View,
            Audit = control.Check.View,
            Desktop = desktop()?.Key,
            Version = AppVersion.Text,
        };
    }

    /// <summary>The outputs now.</summary>
    public IReadOnlyList<OutputView> Outputs() => [.. session.Pumps.Where(pump => pump.IsForViewers).Select(pump => new OutputView(pump.Name, pump.On, pump.Trouble, pump.Written))];

    /// <summary>Serialized once per revision.</summary>
    private JsonElement SettingsOf(ProfileInForce now)
    {
        lock (_gate)
        {
            if (_settings.Revision != now.Revision)
            {
                _settings = (now.Revision, ProfileFields.Of(now.Room, Shown, json =>
                {
                    // Also where they are as usual, so that the page can go back to that.
                    json.WriteBoolean("selfCapture", now.Room.Settings.SelfCapture);
                    json.WriteString("colour", now.Room.Settings.Colour == SolidColour.Default ? null : now.Room.Settings.Colour.ToString());
                    json.WritePropertyName("sound");
                    JsonSerializer.Serialize(json, SoundChoiceView.Of(now.Room.Sound), PageJson.Default.SoundChoiceView);
                    json.WriteNumber("revision", now.Revision);
                }));
            }

            return _settings.Json;
        }
    }
}
