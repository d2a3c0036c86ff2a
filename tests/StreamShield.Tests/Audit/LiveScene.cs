using Microsoft.Extensions.Time.Testing;
using OpenCvSharp;
using StreamShield.Audit.Live;
using StreamShield.Core.Frames;
using StreamShield.Core.Mattes;
using StreamShield.Core.People;
using StreamShield.Core.Pipeline;
using StreamShield.Core.Settings;
using StreamShield.Tests.Core;

namespace StreamShield.Tests.Audit;

/// <summary>Somebody walks before a textured room, ten pictures a second, shielded and handed to a check's measuring part step by step.</summary>
internal sealed class LiveScene : IDisposable
{
    public static readonly FrameSize Size = new(320, 192);

    /// <summary>The part of the room that a leaking model takes for a person.</summary>
    public static readonly Rect Window = new(32, 32, 96, 80);

    private readonly FakeTimeProvider _time = new();
    private readonly Mat _room = TestRoom.Textured(Size.Width, Size.Height, 77);
    private readonly FramePool _pool = new(Size, 1);
    private readonly ShieldedFrame _output = new(Size);
    private readonly Plate? _plate;
    private readonly LiveMeasurer _measurer;
    private readonly bool _leaking;
    private Rect _body;
    private long _id;

    /// <param name="leaking">True when the model shows the window as well.</param>
    /// <param name="withPlate">True when the room was captured.</param>
    public LiveScene(bool leaking, bool withPlate)
    {
        _leaking = leaking;
        _plate = withPlate ? Captured() : null;
        var settings = new ShieldSettings { Effect = "solid", People = PeopleChoice.Everyone, Plate = _plate };
        Shield = new FrameShield(Size, new ScriptedSegmenter(Mark, Size.Width, Size.Height), settings, _time);
        Moments = new LiveMoments(Size);
        _measurer = new LiveMeasurer(Moments, TimeSpan.FromSeconds(3), _time);
    }

    public LiveMoments Moments { get; }

    public FrameShield Shield { get; }

    /// <summary>Shows so many pictures and judges.</summary>
    /// <param name="pictures">How many.</param>
    /// <param name="judged">The share of the room that could be judged; null for what was measured.</param>
    public LiveAuditResult Run(int pictures, double? judged = null)
    {
        for (var i = 0; i < pictures; i++)
        {
            Offer();
            _measurer.Take(_measurer.Next(default)!, default);
        }

        Moments.Close();
        var (result, evidence) = _measurer.Finish((_, _) => { }, default);
        return LiveAuditText.Judge(new LiveWatch(pictures / 10.0, pictures, 0, 10, 0, null), evidence with { Judged = judged ?? evidence.Judged }, result);
    }

    /// <summary>Shields one picture and offers it.</summary>
    public void Offer()
    {
        _time.Advance(TimeSpan.FromMilliseconds(100));
        _body = new Rect(136 + (8 * (int)(_id % 16)), 64, 56, 128);
        using var frame = _pool.Rent();
        using var picture = Mat.FromPixelData(Size.Height, Size.Width, MatType.CV_8UC3, frame.Address);
        _room.CopyTo(picture);
        picture[_body].SetTo(new Scalar(60, 30, 190));
        frame.Stamp(++_id, _time.GetTimestamp());
        Shield.Shield(frame, _output);
        Moments.Offer(frame, Shield, _output);
    }

    public void Dispose()
    {
        _measurer.Dispose();
        Moments.Dispose();
        Shield.Dispose();
        _plate?.Dispose();
        _output.Dispose();
        _pool.Dispose();
        _room.Dispose();
    }

    private void Mark(Frame frame, Matte matte)
    {
        using var alpha = new Mat(matte.Height, matte.Width, MatType.CV_8UC1, Scalar.All(0));
        alpha[_body].SetTo(Scalar.All(255));
        if (_leaking)
        {
            alpha[Window].SetTo(Scalar.All(255));
        }

        alpha.AsSpan<byte>().CopyTo(matte.Alpha);
        matte.Stamp(frame.Id);
    }

    private Plate Captured()
    {
        var plate = new Plate(Size);
        _room.AsSpan<byte>().CopyTo(plate.Pixels);
        plate.Confidence.Fill(255);
        plate.MarkChanged();
        return plate;
    }
}
