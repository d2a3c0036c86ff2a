using StreamShield.Core.Frames;
using StreamShield.Devices.Pixels;

namespace StreamShield.Devices.Recording;

/// <summary>What an encoder is to write.</summary>
/// <param name="Target">Full path of the file to make; its extension need not be the final one.</param>
/// <param name="Final">Full path it will have in the end, for sentences.</param>
/// <param name="Extension">Chooses the container: ".mp4", in small letters.</param>
/// <param name="Pixels">Layout of the pictures.</param>
/// <param name="Size">Size of every picture.</param>
/// <param name="FramesPerSecond">Rate on average, above 0.</param>
/// <param name="Matrix">What the file says of its colours; OpenCV's writer says nothing in any case.</param>
internal sealed record VideoJob(string Target, string Final, string Extension, VideoPixels Pixels, FrameSize Size, double FramesPerSecond, VideoMatrix Matrix = VideoMatrix.Bt601)
{
    /// <summary>One unit of the file's times in seconds, as ffmpeg reads it: "1:12800".</summary>
    public string TimeBase { get; init; } = "1:90000";
}
