using System.Buffers.Binary;
using StreamShield.Devices.Tools;

namespace StreamShield.Devices.Cameras;

/// <summary>
/// Parses DirectShow's format blocks (VIDEOINFOHEADER, VIDEOINFOHEADER2, VIDEO_STREAM_CONFIG_CAPS). Works on plain bytes, so it can be tested on any system.
/// </summary>
internal static class DirectShowFormat
{
    private const double UnitsPerSecond = 10_000_000;
    private const int IntervalOffset = 40;
    private const int MinIntervalOffset = 104;

    private static readonly Guid VideoInfo = new("05589F80-C356-11CE-BF01-00AA0055595A");
    private static readonly Guid VideoInfo2 = new("F72A76A0-EB0A-11D0-ACE4-0000C0CC16BA");
    private static readonly Guid Rgb24 = new("E436EB7D-524F-11CE-9F53-0020AF0BA770");
    private static readonly Guid Rgb32 = new("E436EB7E-524F-11CE-9F53-0020AF0BA770");

    /// <summary>Reads one mode; null if the block is of another type or too short.</summary>
    public static CameraMode? Read(Guid sub, Guid kind, ReadOnlySpan<byte> format, ReadOnlySpan<byte> capabilities)
    {
        // The bitmap header follows 48 bytes of VIDEOINFOHEADER or 72 of VIDEOINFOHEADER2; its second and third fields are width and height.
        var bitmap = kind == VideoInfo ? 48 : kind == VideoInfo2 ? 72 : -1;
        if (bitmap < 0 || format.Length < bitmap + 12)
        {
            return null;
        }

        var width = BinaryPrimitives.ReadInt32LittleEndian(format[(bitmap + 4)..]);
        var height = Math.Abs(BinaryPrimitives.ReadInt32LittleEndian(format[(bitmap + 8)..]));
        var rates = new List<double>();
        AddRate(format, IntervalOffset, rates);
        AddRate(capabilities, MinIntervalOffset, rates);
        rates.Sort((one, other) => other.CompareTo(one));
        return width > 0 && height > 0 ? new CameraMode(Encoding(sub), width, height, [.. rates.Distinct()]) : null;
    }

    /// <summary>Merges modes that differ only in their rates.</summary>
    public static IReadOnlyList<CameraMode> Merge(IEnumerable<CameraMode> modes) =>
    [
        .. modes.GroupBy(mode => (mode.Encoding, mode.Width, mode.Height)).Select(group => new CameraMode(
            group.Key.Encoding, group.Key.Width, group.Key.Height, [.. group.SelectMany(mode => mode.Rates).Distinct().OrderDescending()])),
    ];

    private static void AddRate(ReadOnlySpan<byte> block, int offset, List<double> rates)
    {
        if (block.Length >= offset + 8 && BinaryPrimitives.ReadInt64LittleEndian(block[offset..]) is > 0 and var interval)
        {
            rates.Add(Math.Round(UnitsPerSecond / interval, 2));
        }
    }

    // Most subtypes hold their FourCC in the first field of the GUID.
    private static string Encoding(Guid sub) =>
        sub == Rgb24 ? "RGB24"
        : sub == Rgb32 ? "RGB32"
        : VideoText.FourCc(BinaryPrimitives.ReadUInt32LittleEndian(sub.ToByteArray()));
}
