namespace StreamShield.Core;

/// <summary>A hidden picture as luma and chroma, stretched over the frame row by row: a third of the work of stretching colours. Allocates only when made.</summary>
internal sealed class HiddenPlanes
{
    private readonly byte[] _luma = new byte[HiddenPicture.Width * HiddenPicture.Height];
    private readonly byte[] _chroma = new byte[HiddenPicture.Width * HiddenPicture.Height * 2];
    private readonly PlaneStretcher _lumaRows;
    private readonly PlaneStretcher _chromaRows;

    public HiddenPlanes(FrameSize size)
    {
        _lumaRows = new PlaneStretcher(HiddenPicture.Width, HiddenPicture.Height, size.Width, size.Height, channels: 1);
        _chromaRows = new PlaneStretcher(HiddenPicture.Width, HiddenPicture.Height, size.Width / 2, size.Height / 2, channels: 2);
    }

    /// <summary>Starts a picture.</summary>
    public void Begin(HiddenPicture picture)
    {
        var pixels = picture.Pixels;
        for (var i = 0; i < _luma.Length; i++)
        {
            (_luma[i], _chroma[2 * i], _chroma[(2 * i) + 1]) = Nv12.Convert(pixels[i * 3], pixels[(i * 3) + 1], pixels[(i * 3) + 2]);
        }

        _lumaRows.Restart();
        _chromaRows.Restart();
    }

    /// <summary>Fills two rows of luma and the row of chroma between them; <paramref name="y"/> is even and rises.</summary>
    public void Fill(int y, Span<byte> top, Span<byte> bottom, Span<byte> chroma)
    {
        _lumaRows.Fill(_luma, y, top);
        _lumaRows.Fill(_luma, y + 1, bottom);
        _chromaRows.Fill(_chroma, y / 2, chroma);
    }
}
