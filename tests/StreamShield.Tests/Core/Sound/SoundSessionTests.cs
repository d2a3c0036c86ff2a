using Microsoft.Extensions.Time.Testing;
using StreamShield.Core.Frames;
using StreamShield.Core.Sound;

namespace StreamShield.Tests.Core.Sound;

/// <summary>Devices come and go; the sound is silent meanwhile and says why.</summary>
public sealed class SoundSessionTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly FakeMicrophone _microphone = new();
    private readonly FakeSpeaker _speaker = new();
    private readonly SoundSession _session;
    private Audibility _picture = Audibility.Live;

    public SoundSessionTests() => _session = new SoundSession(SoundWorld.Plain with { OffsetMs = 15 }, _microphone, _speaker, () => _picture, () => 100, _time);

    [Fact]
    public void Is_as_late_as_the_picture_and_the_offset()
    {
        Go(60);
        Assert.Equal(0.25f, _speaker.Block[^1], 0.001);
        Assert.Equal(115, _session.Status.DelayMs, 0.1);
        Assert.Equal(0, _session.Status.LateMs);
        Assert.False(_session.Status.Muted);
    }

    [Fact]
    public void A_hidden_picture_is_silence_and_the_status_says_so()
    {
        Go(60);
        _picture = Audibility.Hidden;
        Go(1);
        Assert.Equal(0, _speaker.Block[^1]);
        Assert.Equal((true, MuteReason.Hidden, ""), (_session.Status.Muted, _session.Status.Reason, _session.Status.Trouble));
    }

    [Fact]
    public void A_lost_microphone_is_silence_with_a_sentence_and_comes_back_by_itself()
    {
        Go(60);
        _microphone.Missing = true;
        Assert.Equal(TimeSpan.FromMilliseconds(250), _session.StepCapture());
        Assert.Equal("The fake microphone went away: plug it in.", _session.Status.Trouble);
        Assert.Equal(TimeSpan.FromMilliseconds(500), _session.StepCapture());
        Assert.Equal("The fake microphone is unplugged: plug it in.", _session.Status.Trouble);
        Go(30, hear: false);
        Assert.Equal(0, _speaker.Block.Max());
        Assert.Equal((MuteReason.Gap, LevelMeter.Silence), (_session.Status.Reason, _session.Status.BeforeDb));
        _microphone.Missing = false;
        Go(60);
        Assert.Equal("", _session.Status.Trouble);
        Assert.Equal(0.25f, _speaker.Block[^1], 0.001);
        Assert.Equal(3, _microphone.Opened);
    }

    [Fact]
    public void A_lost_output_is_said_tried_again_and_heard_at_its_present_place()
    {
        Go(60);
        _speaker.Broken = true;
        Assert.True(_session.StepRender() > TimeSpan.Zero);
        Assert.StartsWith("fake speaker failed (no such thing)", _session.Status.Trouble, StringComparison.Ordinal);
        _microphone.Value = 0.125f;
        for (var i = 0; i < 100; i++)
        {
            _time.Advance(TimeSpan.FromMilliseconds(10));
            _session.StepCapture();
        }

        _speaker.Broken = false;
        _session.StepRender();
        _session.StepRender();
        // Not one sample of the second that went by.
        Assert.All(_speaker.Block, sample => Assert.InRange(sample, 0, 0.1251f));
        Go(5);
        Assert.Equal(0.125f, _speaker.Block[^1], 0.001);
        Assert.Equal("", _session.Status.Trouble);
    }

    [Fact]
    public void Disposing_closes_both_devices()
    {
        _session.Dispose();
        Assert.True(_microphone.Disposed && _speaker.Disposed);
    }

    [Theory]
    [InlineData(-501, -50, false, "A sound offset of -501 ms is out of range: choose -500 to 1500.")]
    [InlineData(0, -19, false, "A gate at -19 dB is out of range: choose -90 to -20.")]
    [InlineData(0, double.NaN, false, "A gate at NaN dB is out of range: choose -90 to -20.")]
    [InlineData(0, -50, true, "Sound is on and has no output: name one with --sound-out (see 'streamshield devices'), best a virtual cable.")]
    public void Settings_out_of_range_are_refused_in_one_sentence(int offset, double gate, bool on, string sentence)
    {
        var settings = new SoundSettings { OffsetMs = offset, GateDb = gate, On = on };
        Assert.Equal(sentence, Assert.Throws<ShieldException>(settings.Validate).Message);
    }

    public void Dispose() => _session.Dispose();

    private void Go(int blocks, bool hear = true)
    {
        for (var i = 0; i < blocks; i++)
        {
            for (var part = 0; part < SoundFormat.Block; part += SoundFormat.Part)
            {
                _time.Advance(TimeSpan.FromSeconds(SoundFormat.Part / (double)SoundFormat.Rate));
                _session.StepRender();
            }

            if (hear)
            {
                _session.StepCapture();
            }
        }
    }
}
