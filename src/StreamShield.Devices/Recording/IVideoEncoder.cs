
namespace StreamShield.Devices.Recording;

/// <summary>Encodes pictures of one layout and size into one video file.</summary>
internal interface IVideoEncoder : IDisposable
{
    /// <summary>Encodes one picture, which is only read during the call.</summary>
    /// <param name="picture">All bytes of the picture.</param>
    /// <param name="at">Its timestamp, later than the previous one.</param>
    void Write(ReadOnlySpan<byte> picture, TimeSpan at);

    /// <summary>Completes and closes the file.</summary>
    void Finish();
}
