namespace StreamShield.DemoClip;

/// <summary>What the command line asked for.</summary>
internal sealed record ClipOptions
{
    /// <summary>Where the files go.</summary>
    public required string Folder { get; init; }

    /// <summary>Half size and few rays.</summary>
    public bool Quick { get; init; }

    /// <summary>Reads the room's picture instead of rendering it.</summary>
    public bool KeepRoom { get; init; }

    /// <summary>Renders the actor's layers only, without the room.</summary>
    public bool LayersOnly { get; init; }

    /// <summary>Renders only every Nth frame and holds it.</summary>
    public int Every { get; init; } = 1;

    /// <summary>Stops after the room.</summary>
    public bool RoomOnly { get; init; }

    /// <summary>Moments to write as stills instead of the clip, in seconds.</summary>
    public IReadOnlyList<float> Stills { get; init; } = [];

    /// <summary>Processor threads to use.</summary>
    public int Threads { get; init; } = 2;
}
