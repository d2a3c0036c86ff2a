using System.CommandLine;
using StreamShield.Core.Frames;
using StreamShield.Core.Sound;

namespace StreamShield.App.Commands;

/// <summary>The sound options. Each command gets its own instance. Sound is off unless a device is named or the profile has it on.</summary>
internal sealed class SoundOptions
{
    private readonly Option<string?> _microphone = new("--mic")
    {
        Description = "Switches the sound on: the microphone's name or a part of it (see 'streamshield devices'), or a .wav file. Without it: the default microphone.",
        HelpName = "NAME",
    };

    private readonly Option<string?> _output = new("--sound-out")
    {
        Description = "Switches the sound on: where it goes, best a virtual cable that OBS listens to, or a .wav file to write.",
        HelpName = "NAME",
    };

    private readonly Option<int> _offset = Number.Option("--sound-offset", "Milliseconds by which the sound comes later than measured (earlier when negative).", 0);
    private readonly Option<bool> _away = new("--sound-away") { Description = "Leave the sound on while nobody is in the picture." };
    private readonly Option<bool> _noSound = new("--no-sound") { Description = "No sound, whatever the room says." };

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        Option[] all = [_microphone, _output, _offset, _away, _noSound];
        foreach (var option in all)
        {
            command.Add(option);
        }
    }

    /// <summary>Applies the given options to a profile's sound settings and validates the result.</summary>
    /// <exception cref="ShieldException">Sound is on without an output, or a value is out of range.</exception>
    public SoundSettings Over(ParseResult parsed, SoundSettings room)
    {
        var named = parsed.GetValue(_microphone) is not null || parsed.GetValue(_output) is not null;
        var sound = room with
        {
            On = (room.On || named) && !parsed.GetValue(_noSound),
            Microphone = parsed.GetValue(_microphone) ?? room.Microphone,
            Output = parsed.GetValue(_output) ?? room.Output,
            OffsetMs = ProfileOptions.Given(parsed, _offset, room.OffsetMs),
            AudibleWhenAway = room.AudibleWhenAway || parsed.GetValue(_away),
        };
        sound.Validate();
        return sound;
    }
}
