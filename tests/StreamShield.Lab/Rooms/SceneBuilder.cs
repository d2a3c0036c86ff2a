using System.Text.Json;
using System.Text.Json.Serialization;
using OpenCvSharp;

namespace StreamShield.Lab.Rooms;

/// <summary>Builds a scene's folder. One frame in memory at a time.</summary>
internal sealed class SceneBuilder(string data)
{
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true, Converters = { new JsonStringEnumConverter() } };

    public static Scene Read(string folder) =>
        JsonSerializer.Deserialize<Scene>(File.ReadAllText(Path.Combine(folder, SceneFiles.Description)), Json)
        ?? throw new InvalidDataException($"'{folder}' holds no scene.");

    public void Build(Scene scene, string folder)
    {
        using var room = new Backdrop(RoomPath(scene.Room));
        using var second = scene.SecondRoom is { } name ? new Backdrop(RoomPath(name)) : null;
        WritePictures(scene, room, folder);
        WriteClips(scene, room, second, folder);
        File.WriteAllText(Path.Combine(folder, SceneFiles.Description), JsonSerializer.Serialize(scene, Json));
    }

    private void WritePictures(Scene scene, Backdrop room, string folder)
    {
        using var picture = new Mat();
        room.Look(0, 0, 0, picture);
        Furnish(scene, picture);
        Cv2.ImWrite(Path.Combine(folder, SceneFiles.Plate), picture);
        View(scene, 0, room, null, picture);
        Furnish(scene, picture);
        Cv2.ImWrite(Path.Combine(folder, SceneFiles.Room), picture);
        room.Photograph(new Random(scene.Seed), picture);
        Cv2.ImWrite(Path.Combine(folder, SceneFiles.Photo), picture);
    }

    private void Furnish(Scene scene, Mat picture)
    {
        foreach (var prop in scene.Props.Where(prop => !prop.IsHeld))
        {
            using var actor = new PropActor(data, prop);
            using var colour = new Mat();
            using var alpha = new Mat();
            actor.Next(colour, alpha);
            Layers.Over(picture, colour, alpha);
        }
    }

    private void WriteClips(Scene scene, Backdrop room, Backdrop? second, string folder)
    {
        using var streamer = Cast(scene.Streamer, scene.Frames);
        using var other = scene.Other is { } casting ? Cast(casting, scene.OtherFrames > 0 ? scene.OtherFrames : scene.Frames) : null;
        var props = scene.Props.Select(prop => (Prop: prop, Actor: new PropActor(data, prop))).ToList();
        using var raws = new LosslessWriter(Path.Combine(folder, SceneFiles.Raw), 3);
        using var mattes = new LosslessWriter(Path.Combine(folder, SceneFiles.Matte), 1);
        using var others = other is null ? null : new LosslessWriter(Path.Combine(folder, SceneFiles.Other), 1);
        using var backgrounds = scene.RoomChanges ? new LosslessWriter(Path.Combine(folder, SceneFiles.Background), 3) : null;
        using var raw = new Mat();
        using var colour = new Mat();
        using var alpha = new Mat();
        using var otherColour = new Mat();
        using var otherAlpha = new Mat();
        using var propColour = new Mat();
        using var propAlpha = new Mat();
        var noise = new SensorNoise(Scene.Width * Scene.Height * 3, scene.Seed);
        for (var frame = 0; frame < scene.Frames; frame++)
        {
            var moment = View(scene, frame, room, second, raw);
            foreach (var (_, actor) in props.Where(one => !one.Prop.IsHeld))
            {
                actor.Next(propColour, propAlpha);
                Relight(propColour, moment);
                Layers.Over(raw, propColour, propAlpha);
            }

            backgrounds?.Write(raw);
            streamer.Next(colour, alpha);
            Relight(colour, moment);
            if (other is not null && frame >= scene.OtherFrom)
            {
                other.Next(otherColour, otherAlpha);
                Relight(otherColour, moment);
            }
            else if (other is not null)
            {
                otherColour.Create(Scene.Height, Scene.Width, MatType.CV_8UC3);
                otherAlpha.Create(Scene.Height, Scene.Width, MatType.CV_8UC1);
                otherAlpha.SetTo(Scalar.All(0));
            }

            if (other is not null && !scene.OtherInFront)
            {
                Layers.Over(raw, otherColour, otherAlpha);
            }

            Layers.Over(raw, colour, alpha);
            foreach (var (_, actor) in props.Where(one => one.Prop.IsHeld))
            {
                actor.Next(propColour, propAlpha);
                Layers.Over(raw, propColour, propAlpha);
                Layers.Cover(alpha, propAlpha);
            }

            if (other is not null && scene.OtherInFront)
            {
                Layers.Over(raw, otherColour, otherAlpha);
                Layers.Cover(alpha, otherAlpha);
            }
            else if (other is not null)
            {
                Layers.Cover(otherAlpha, alpha);
            }

            noise.AddTo(Layers.Bytes(raw));
            raws.Write(raw);
            mattes.Write(alpha);
            others?.Write(otherAlpha);
        }

        props.ForEach(one => one.Actor.Dispose());
    }

    /// <summary>The empty room of one frame, and what camera and light were doing.</summary>
    private static CameraMoment View(Scene scene, int frame, Backdrop room, Backdrop? second, Mat view)
    {
        var moment = CameraMoment.At(scene.Drift, frame, scene.Frames);
        var now = second is not null && frame >= scene.Frames / 2 ? second : room;
        now.Look(moment.X, moment.Y, moment.Turn, view);
        Relight(view, moment);
        return moment;
    }

    private static void Relight(Mat picture, CameraMoment moment)
    {
        if (moment is { GainB: 1, GainG: 1, GainR: 1 })
        {
            return;
        }

        Cv2.Multiply(picture, new Scalar(moment.GainB, moment.GainG, moment.GainR), picture);
    }

    private IActor Cast(Casting casting, int frames) =>
        casting.Picture == Casting.Dancer ? new DancerActor(data, casting) : new CutOutActor(data, casting, frames);

    private string RoomPath(string room) => Path.Combine(data, "rooms", room + ".jpg");
}
