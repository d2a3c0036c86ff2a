using System.CommandLine;
using StreamShield.App.Hosting;
using StreamShield.App.Live;

namespace StreamShield.App.Commands;

/// <summary><c>profiles capture-plate</c>: captures a plate, a picture of the empty room, which is stored encrypted.</summary>
internal static class CapturePlateCommand
{
    private const int MaxCountdown = 60;

    /// <summary>Builds the command.</summary>
    public static Command Build(Terminal terminal)
    {
        var name = new Argument<string>("NAME") { Description = "The room." };
        var options = new ProfileOptions();
        var countdown = Number.Option("--countdown", "Seconds for you to step out of the picture, 0 to 60.", 5);
        var command = new AppCommand("capture-plate", "Look at a room while you are out of the picture, so that StreamShield knows it.", """
            Start it, step out of the picture and wait. What it sees is kept encrypted on this computer, goes nowhere else, and 'streamshield profiles forget-plate' deletes it.
            Knowing the room is what hides it best: do this whenever the camera or the furniture has moved.

            Example:
              streamshield profiles capture-plate Bedroom
            """)
        {
            name, options.Source, options.Turn, options.Mirror, options.Model, options.Quality, countdown,
        };
        command.SetAction((parsed, stop) =>
        {
            Ranges.Check("--countdown", parsed.GetValue(countdown), 0, MaxCountdown);
            var room = options.Over(parsed, terminal.Rooms.Load(parsed.GetValue(name)!));
            return Task.FromResult(new PlateCaptureRun(room, TimeSpan.FromSeconds(parsed.GetValue(countdown)), terminal).Run(stop));
        });
        return command;
    }
}
