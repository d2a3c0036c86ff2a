
namespace StreamShield.Devices.Recording;

/// <summary>Writes pictures of one layout and size into one video file.</summary>
internal interface IVideoEncoder : IDisposable
{
    /// <summary>Takes one picture; reads it during the call only.</summary>
    /// <param name="picture">All of it.</param>
    /// <param name="at">When it is shown; later than the one before.</param>
    void Write(ReadOnlySpan<byte> picture, TimeSpan at);

    /// <summary>Finishes the file; it is whole and closed afterwards.</summary>
    void Finish();
}
