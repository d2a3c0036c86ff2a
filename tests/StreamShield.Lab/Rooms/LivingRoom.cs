using OpenCvSharp;

namespace StreamShield.Lab.Rooms;

/// <summary>Renders the pictures of a <see cref="LearnScene"/>: the room of this moment without the streamer, and the streamer in it.</summary>
internal sealed class LivingRoom : IDisposable
{
    private const int Side = 8;

    private readonly LearnScene _scene;
    private readonly Backdrop _backdrop;
    private readonly CutOutActor _streamer;
    private readonly PropActor? _prop;
    private readonly SensorNoise _noise = new(Scene.Width * Scene.Height * 3, 77);
    private readonly Mat _colour = new();
    private readonly Mat _alpha = new();
    private readonly Mat _gain = new();
    private readonly Mat _light = new();
    private readonly Mat _levels = new();
    private int _number;

    public LivingRoom(string data, LearnScene scene)
    {
        _scene = scene;
        _backdrop = new Backdrop(Path.Combine(data, "rooms", scene.Room + ".jpg"));
        _streamer = new CutOutActor(data, scene.Streamer, (LearnScene.Learning + LearnScene.Measured) * Scene.FramesPerSecond, LearnScene.Step);
        _prop = scene.Event switch
        {
            RoomEvent.Chair => new PropActor(data, new Prop(PeopleScenes.OfficeChair, 0.5, 1.5, 1.3)),
            RoomEvent.Cat => new PropActor(data, new Prop(PeopleScenes.Toy, 0.5, 0.97, 0.3)),
            _ => null,
        };
    }

    /// <summary>The next picture.</summary>
    /// <param name="room">Filled: the room of this moment, without noise.</param>
    /// <param name="raw">Filled: what the camera sees.</param>
    /// <param name="truth">Filled: the streamer's alpha.</param>
    public void Next(Mat room, Mat raw, Mat truth)
    {
        var t = _number++ / (double)LearnScene.Rate;
        _backdrop.Look(0, 0, 0, room);
        if (_scene.Event == RoomEvent.Curtain)
        {
            Sway(room, t);
        }

        if (_prop is not null)
        {
            var frame = (int)(t * Scene.FramesPerSecond);
            _prop.Aside = _scene.Event == RoomEvent.Cat ? Walk(t) : (Stand.At(_scene.Streamer.Moves, frame, int.MaxValue, _scene.Streamer.Start).X - 0.5) / 2;
            _prop.Next(_colour, _alpha);
            Layers.Over(room, _colour, _alpha);
        }

        room.CopyTo(raw);
        _streamer.Next(_colour, truth);
        Layers.Over(raw, _colour, truth);
        if (_scene.Event is RoomEvent.Lamp or RoomEvent.Daylight or RoomEvent.Glow)
        {
            Relight(t);
            Lit(room);
            Lit(raw);
        }

        _noise.AddTo(Layers.Bytes(raw));
    }

    public void Dispose()
    {
        _backdrop.Dispose();
        _streamer.Dispose();
        _prop?.Dispose();
        _colour.Dispose();
        _alpha.Dispose();
        _gain.Dispose();
        _light.Dispose();
        _levels.Dispose();
    }

    /// <summary>Five seconds at the left, five to the right, five at the right, five back.</summary>
    private static double Walk(double t) => (t % 20) switch
    {
        < 5 => -0.35,
        < 10 => -0.35 + (0.7 * ((t % 20) - 5) / 5),
        < 15 => 0.35,
        _ => 0.35 - (0.7 * ((t % 20) - 15) / 5),
    };

    private void Sway(Mat room, double t)
    {
        using var curtain = room[new Rect(0, 0, Scene.Width / 5, Scene.Height)];
        using var map = new Mat(curtain.Size(), MatType.CV_32FC2);
        var (rows, columns) = (map.Rows, map.Cols);
        for (var y = 0; y < rows; y++)
        {
            for (var x = 0; x < columns; x++)
            {
                map.Set(y, x, new Vec2f((float)(x + (9.0 * y / rows * Math.Sin((2 * Math.PI * t / 2.7) + (x / 40.0)))), y));
            }
        }

        using var moved = new Mat();
        Cv2.Remap(curtain, moved, map, new Mat(), InterpolationFlags.Linear, BorderTypes.Reflect101);
        moved.CopyTo(curtain);
    }

    private void Lit(Mat picture)
    {
        picture.ConvertTo(_levels, MatType.CV_32FC3);
        Cv2.Multiply(_levels, _light, _levels);
        _levels.ConvertTo(picture, MatType.CV_8UC3);
    }

    private void Relight(double t)
    {
        _gain.Create(Scene.Height / Side, Scene.Width / Side, MatType.CV_32FC3);
        var (rows, columns) = (_gain.Rows, _gain.Cols);
        for (var y = 0; y < rows; y++)
        {
            for (var x = 0; x < columns; x++)
            {
                _gain.Set(y, x, Light(t, (x + 0.5) / columns, (y + 0.5) / rows));
            }
        }

        Cv2.Resize(_gain, _light, new Size(Scene.Width, Scene.Height));
    }

    private Vec3f Light(double t, double x, double y)
    {
        const double Whole = LearnScene.Learning + LearnScene.Measured;
        switch (_scene.Event)
        {
            case RoomEvent.Lamp:
                var lamp = t < Whole / 2 ? 0 : 0.5 * Math.Exp(-(((x - 0.15) * (x - 0.15)) + ((y - 0.3) * (y - 0.3))) / 0.08);
                return new((float)(1 + (0.6 * lamp)), (float)(1 + (0.9 * lamp)), (float)(1 + lamp));
            case RoomEvent.Daylight:
                var day = (float)(1 - (0.45 * t / Whole));
                return new(day, day, day);
            default:
                var (from, share) = ((int)(t / 2), (float)(t / 2 % 1));
                var reach = (float)(0.25 * y);
                return new(1 + (reach * Colour(from, 0, share)), 1 + (reach * Colour(from, 1, share)), 1 + (reach * Colour(from, 2, share)));
        }
    }

    /// <summary>A colour between -1 and 1 that stays for most of two seconds and then turns into the next.</summary>
    private static float Colour(int number, int channel, float share)
    {
        static float One(int number, int channel) => (float)Math.Sin((number * 2.4) + (channel * 1.7));
        var turned = Math.Clamp((share - 0.8f) * 5, 0, 1);
        return One(number, channel) + (turned * (One(number + 1, channel) - One(number, channel)));
    }
}
