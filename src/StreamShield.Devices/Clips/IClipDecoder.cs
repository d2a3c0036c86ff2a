using StreamShield.Core.Frames;

namespace StreamShield.Devices.Clips;

/// <summary>Delivers a clip's pictures in order, upright, with square pixels, each with its timestamp. Not thread-safe.</summary>
internal interface IClipDecoder : IDisposable
{
    ClipInfo Info { get; }

    /// <summary>Time of the current picture, from the start of the clip. Strictly increasing, across loops as well.</summary>
    TimeSpan Time { get; }

    /// <summary>Advances to the next picture without converting it.</summary>
    /// <returns>False at the end.</returns>
    bool Next();

    /// <summary>Copies the current picture into a frame, letterboxed if the shapes differ. Call it once per picture.</summary>
    /// <returns>False if the picture is damaged.</returns>
    bool Retrieve(Frame frame);
}
