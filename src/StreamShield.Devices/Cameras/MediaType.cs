using System.Runtime.InteropServices;

namespace StreamShield.Devices.Cameras;

/// <summary>DirectShow's AM_MEDIA_TYPE (strmif.h): 88 bytes on 64-bit Windows.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct MediaType
{
    public Guid Major;
    public Guid Sub;
    public int FixedSizeSamples;
    public int TemporalCompression;
    public uint SampleSize;
    public Guid FormatKind;
    public void* Unknown;
    public uint FormatLength;
    public byte* Format;
}
