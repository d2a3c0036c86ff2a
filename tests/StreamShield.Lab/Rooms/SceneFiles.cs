namespace StreamShield.Lab.Rooms;

/// <summary>The files of a scene's folder.</summary>
internal static class SceneFiles
{
    /// <summary>What the camera saw, lossless BGR.</summary>
    public const string Raw = "raw.mkv";

    /// <summary>The streamer's exact matte, lossless grey.</summary>
    public const string Matte = "matte.mkv";

    /// <summary>The second person's visible part, lossless grey; only where there is one.</summary>
    public const string Other = "other.mkv";

    /// <summary>The empty room under every frame's geometry and light, without noise, lossless BGR; only where it changes.</summary>
    public const string Background = "background.mkv";

    /// <summary>The empty room as it was captured before anything drifted.</summary>
    public const string Plate = "plate.png";

    /// <summary>The empty room under the first frame's geometry and light.</summary>
    public const string Room = "room.png";

    /// <summary>The attacker's own photo: another viewpoint, another light.</summary>
    public const string Photo = "photo.png";

    /// <summary>The <see cref="Scene"/> as JSON; written last, so it says that the folder is whole.</summary>
    public const string Description = "scene.json";
}
