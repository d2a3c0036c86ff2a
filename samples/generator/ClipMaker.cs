using System.Diagnostics;
using System.Globalization;
using System.Numerics;
using StreamShield.DemoClip.Output;
using StreamShield.DemoClip.Person;
using StreamShield.DemoClip.Rendering;
using StreamShield.DemoClip.Room;

namespace StreamShield.DemoClip;

/// <summary>Makes the files: the empty room, the clip and its matte.</summary>
internal sealed class ClipMaker
{
    private readonly ClipOptions _clip;
    private readonly RenderOptions _render;
    private readonly Camera _camera;
    private readonly LayerStore _store;
    private readonly int _frames;
    private readonly int _every;

    /// <summary>A maker for one command line.</summary>
    public ClipMaker(ClipOptions clip)
    {
        _clip = clip;
        _render = clip.Quick
            ? new RenderOptions { Width = 640, Height = 360, EdgeGrid = 3, InnerGrid = 1, RoomPaths = 8, Threads = clip.Threads }
            : new RenderOptions { Threads = clip.Threads };
        _camera = new Camera(_render.Width, _render.Height);
        _store = new LayerStore(clip.Folder, _render.Width, _render.Height);
        _frames = (int)(Performance.Duration * _render.FramesPerSecond);
        _every = clip.Quick ? Math.Max(clip.Every, 3) : clip.Every;
    }

    private string RoomPath => Path.Combine(_clip.Folder, "demo-room.png");

    /// <summary>Does the work.</summary>
    public void Run()
    {
        byte[] room = _clip.LayersOnly ? [] : Room();
        if (_clip.RoomOnly)
        {
            return;
        }

        var renderer = new PersonRenderer(_camera, _render);
        var layer = new Layer(_render.Width, _render.Height);
        if (_clip.Stills.Count > 0)
        {
            Stills(renderer, layer, room);
        }
        else
        {
            Layers(renderer, layer);
            if (!_clip.LayersOnly)
            {
                Clip(layer, room);
            }
        }
    }

    private byte[] Room()
    {
        if (_clip.KeepRoom)
        {
            return Ffmpeg.Read(RoomPath, _render.Width, _render.Height);
        }

        long start = Stopwatch.GetTimestamp();
        Vector3[] picture = new RoomRenderer(_camera, _render).Render();
        byte[] bytes = Compositor.ToBytes(picture);
        using (Ffmpeg file = Ffmpeg.Picture(RoomPath, _render.Width, _render.Height))
        {
            file.Write(bytes);
        }

        Report("room", start);
        return bytes;
    }

    private void Stills(PersonRenderer renderer, Layer layer, byte[] room)
    {
        var compositor = new Compositor(room);
        foreach (float time in _clip.Stills)
        {
            long start = Stopwatch.GetTimestamp();
            renderer.Draw(time, layer);
            compositor.Compose(layer, 0);
            string name = string.Create(CultureInfo.InvariantCulture, $"still-{time:0.00}");
            using (Ffmpeg picture = Ffmpeg.Picture(Path.Combine(_clip.Folder, name + ".png"), _render.Width, _render.Height))
            {
                picture.Write(compositor.Picture);
            }

            using (Ffmpeg matte = Ffmpeg.GreyPicture(Path.Combine(_clip.Folder, name + "-matte.png"), _render.Width, _render.Height))
            {
                matte.Write(compositor.Matte);
            }

            Report(name, start);
        }
    }

    private void Layers(PersonRenderer renderer, Layer layer)
    {
        for (int i = 0; i < _frames; i += _every)
        {
            if (_store.Has(i))
            {
                continue;
            }

            long start = Stopwatch.GetTimestamp();
            renderer.Draw((float)i / _render.FramesPerSecond, layer);
            _store.Save(i, layer);
            Report($"frame {i + 1} of {_frames}", start);
        }
    }

    private void Clip(Layer layer, byte[] room)
    {
        var compositor = new Compositor(room);
        using Ffmpeg picture = Ffmpeg.Clip(Path.Combine(_clip.Folder, "demo.mp4"), _render);
        using Ffmpeg matte = Ffmpeg.Matte(Path.Combine(_clip.Folder, "demo-matte.mp4"), _render);
        for (int i = 0; i < _frames; i++)
        {
            _store.Load(i - i % _every, layer);
            compositor.Compose(layer, i);
            picture.Write(compositor.Picture);
            matte.Write(compositor.Matte);
        }
    }

    private static void Report(string what, long start) =>
        Console.WriteLine($"{what}: {Stopwatch.GetElapsedTime(start).TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture)} s");
}
