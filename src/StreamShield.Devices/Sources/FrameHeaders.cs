using OpenCvSharp;
using StreamShield.Core.Frames;

namespace StreamShield.Devices.Sources;

/// <summary>OpenCV headers for pooled frames, so that a decoder can write directly into them. Created once per pooled frame; owns no pixels.</summary>
internal sealed class FrameHeaders : IDisposable
{
    private readonly List<(nint Address, FrameSize Size, Mat Header)> _headers = [];

    /// <summary>A header over the frame's pixels. OpenCV writes into the frame as long as size and type match.</summary>
    public Mat Over(Frame frame)
    {
        var address = frame.Address;
        foreach (var (known, size, header) in _headers)
        {
            if (known == address && size == frame.Size)
            {
                return header;
            }
        }

        var made = Mat.FromPixelData(frame.Size.Height, frame.Size.Width, MatType.CV_8UC3, address);
        _headers.Add((address, frame.Size, made));
        return made;
    }

    /// <summary>Drops a header that OpenCV has redirected to memory of its own.</summary>
    public void Forget(Frame frame)
    {
        foreach (var entry in _headers.FindAll(entry => entry.Address == frame.Address))
        {
            entry.Header.Dispose();
            _headers.Remove(entry);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Clear();

    /// <summary>Drops all headers. Call it before their frames are freed.</summary>
    public void Clear()
    {
        _headers.ForEach(entry => entry.Header.Dispose());
        _headers.Clear();
    }
}
