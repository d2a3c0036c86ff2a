using OpenCvSharp;

namespace StreamShield.Lab.Rooms;

/// <summary>A person, frame after frame, cut free.</summary>
internal interface IActor : IDisposable
{
    /// <summary>The next frame's picture.</summary>
    /// <param name="colour">Filled: BGR at the scene's size, meaningful wherever <paramref name="alpha"/> is above 0.</param>
    /// <param name="alpha">Filled: one byte per pixel.</param>
    void Next(Mat colour, Mat alpha);
}
