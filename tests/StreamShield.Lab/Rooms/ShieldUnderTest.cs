using OpenCvSharp;
using StreamShield.Core.Compositing;
using StreamShield.Core.Frames;
using StreamShield.Core.Mattes;
using StreamShield.Core.People;
using StreamShield.Core.Pipeline;
using StreamShield.Core.Rooms;
using StreamShield.Core.Settings;
using StreamShield.Devices;
using StreamShield.Devices.Clips;
using StreamShield.Onnx;

namespace StreamShield.Lab.Rooms;

/// <summary>The harness's one hook into the shield: raw picture in, shielded picture and matte out.</summary>
internal sealed class ShieldUnderTest : IDisposable
{
    private readonly FramePool _pool;
    private readonly FrameShield _shield;
    private readonly ShieldedFrame _picture;
    private readonly Slate _slate;
    private readonly ClipClock _clock = new();
    private readonly Plate? _plate;
    private readonly double _rate;
    private long _id;

    /// <param name="options">Model, effect, strength and whether the plate is known.</param>
    /// <param name="plate">The scene's picture of the empty room.</param>
    /// <param name="rate">Pictures per second.</param>
    public ShieldUnderTest(RoomsOptions options, string plate, double rate = Scene.FramesPerSecond)
    {
        _rate = rate;
        var size = new FrameSize(Scene.Width, Scene.Height);
        _pool = new FramePool(size, 1);
        _picture = new ShieldedFrame(size);
        _slate = new Slate(size);
        _plate = options.WithPlate ? PlatePicture.Load(plate, size) : null;
        var settings = new ShieldSettings { Effect = options.Effect, Strength = options.Strength, Sensitivity = options.Sensitivity, People = options.People, Plate = _plate, SelfCapture = options.SelfCapture };
        var model = ModelStore.ForThisUser().Open(options.Model, 1);
        Follows = model.FollowsStreamer;
        _shield = new FrameShield(size, model, settings, _clock);
    }

    /// <summary>Frames that became the slate.</summary>
    public int Slates { get; private set; }

    /// <summary>Told the coarse matte after each stage.</summary>
    public Action<string, Matte>? Tap
    {
        set => _shield.Tap = value;
    }

    /// <summary>What the selector says of the streamer.</summary>
    public StreamerStatus Streamer => _shield.Streamer.Status;

    /// <summary>What the shield knows of the room.</summary>
    public RoomSense Room => _shield.Room;

    /// <summary>Whether the model separates the streamer by itself.</summary>
    public bool Follows { get; }

    /// <summary>A click on the streamer.</summary>
    public void Pick(PickMoment pick) => _shield.Streamer.Pick(new ZonePoint(pick.X, pick.Y));

    /// <summary>Shields one picture.</summary>
    /// <param name="raw">BGR.</param>
    /// <param name="output">Filled: BGR as viewers see it.</param>
    /// <param name="matte">Filled: the fine matte.</param>
    public void Run(Mat raw, Mat output, Mat matte)
    {
        using var frame = _pool.Rent();
        Layers.Bytes(raw).CopyTo(frame.Pixels);
        _clock.MoveTo(TimeSpan.FromSeconds((_id + 1) / _rate));
        frame.Stamp(++_id, _clock.GetTimestamp());
        try
        {
            _shield.Shield(frame, _picture);
        }
        catch (ShieldException e)
        {
            Slates++;
            _shield.Matte.Clear();
            _slate.Draw(e.Reason, _picture);
        }

        using var nv12 = Mat.FromPixelData(Scene.Height * 3 / 2, Scene.Width, MatType.CV_8UC1, _picture.Address);
        Cv2.CvtColor(nv12, output, ColorConversionCodes.YUV2BGR_NV12);
        matte.Create(Scene.Height, Scene.Width, MatType.CV_8UC1);
        _shield.Matte.Alpha.CopyTo(Layers.Bytes(matte));
    }

    public void Dispose()
    {
        _shield.Dispose();
        _picture.Dispose();
        _pool.Dispose();
        _plate?.Dispose();
    }
}
