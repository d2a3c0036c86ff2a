using StreamShield.Core.Frames;
using StreamShield.Devices.Pixels;

namespace StreamShield.Devices.Recording;

/// <summary>A file for an encoder to write.</summary>
/// <param name="Target">Full path of the file to create; it may be temporary.</param>
/// <param name="Final">Full path that the file will have in the end, for messages.</param>
/// <param name="Extension">Chooses the container, in lower case: ".mp4".</param>
/// <param name="Pixels">Layout of the pictures.</param>
/// <param name="Size">Size of every picture.</param>
/// <param name="FramesPerSecond">Average rate, above 0.</param>
/// <param name="Matrix">The colour matrix that the file declares; OpenCV's writer declares none.</param>
internal sealed record VideoJob(string Target, string Final, string Extension, VideoPixels Pixels, FrameSize Size, double FramesPerSecond, VideoMatrix Matrix = VideoMatrix.Bt601)
{
    /// <summary>The file's time base in seconds, in ffmpeg's notation: "1:12800".</summary>
    public string TimeBase { get; init; } = "1:90000";
}
