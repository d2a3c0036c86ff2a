using OpenCvSharp;
using StreamShield.Core.Frames;

namespace StreamShield.Devices.Sources;

/// <summary>OpenCV's view of pooled frames, so that a decoder can write straight into them. Made once per frame of the pool; owns no pixels.</summary>
internal sealed class FrameHeaders : IDisposable
{
    private readonly List<(nint Address, FrameSize Size, Mat Header)> _headers = [];

    /// <summary>The frame as a picture that OpenCV can write into, as long as it has the frame's size and type.</summary>
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

    /// <summary>Forgets a header that OpenCV has turned to memory of its own.</summary>
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

    /// <summary>Forgets all headers, before their frames go.</summary>
    public void Clear()
    {
        _headers.ForEach(entry => entry.Header.Dispose());
        _headers.Clear();
    }
}
