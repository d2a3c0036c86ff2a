namespace StreamShield.Devices;

/// <summary>Writes pictures of one layout and size into one video file.</summary>
internal interface IVideoEncoder : IDisposable
{
    /// <summary>Takes one picture; reads it during the call only.</summary>
    void Write(ReadOnlySpan<byte> picture);

    /// <summary>Finishes the file; it is whole and closed afterwards.</summary>
    void Finish();
}
