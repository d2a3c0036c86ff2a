using StreamShield.Core.Frames;

namespace StreamShield.Devices.Clips;

/// <summary>Gives a clip's pictures one after the other, upright, with square pixels, each with its own time. One thread at a time.</summary>
internal interface IClipDecoder : IDisposable
{
    /// <summary>What the clip is.</summary>
    ClipInfo Info { get; }

    /// <summary>When the picture that <see cref="Next"/> went to is shown, after the beginning of the clip. Rises with every picture, over loops too.</summary>
    TimeSpan Time { get; }

    /// <summary>Goes to the next picture without converting it.</summary>
    /// <returns>False at the end.</returns>
    bool Next();

    /// <summary>Copies the picture that <see cref="Next"/> went to, once, letterboxed where its shape differs.</summary>
    /// <returns>False when it is damaged.</returns>
    bool Retrieve(Frame frame);
}
