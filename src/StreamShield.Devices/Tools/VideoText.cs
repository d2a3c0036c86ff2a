using System.Globalization;

namespace StreamShield.Devices.Tools;

/// <summary>Text helpers for video.</summary>
internal static class VideoText
{
    /// <summary>The FourCC text of a code, such as "MJPG"; empty if unknown.</summary>
    public static string FourCc(uint code)
    {
        Span<char> text = stackalloc char[4];
        for (var i = 0; i < 4; i++)
        {
            var letter = (char)((code >> (8 * i)) & 0x7F);
            text[i] = letter is > ' ' and <= '~' ? letter : ' ';
        }

        return new string(text).Trim();
    }

    /// <summary>The code of a FourCC text such as "YUYV".</summary>
    public static uint Code(string fourCc) => (uint)(fourCc[0] | (fourCc[1] << 8) | (fourCc[2] << 16) | (fourCc[3] << 24));

    /// <summary>A rate in ffmpeg's notation: "30", "30000/1001", or a decimal.</summary>
    public static string Rate(double framesPerSecond)
    {
        var whole = Math.Round(framesPerSecond);
        if (Math.Abs(framesPerSecond - whole) < 1e-6)
        {
            return whole.ToString(CultureInfo.InvariantCulture);
        }

        var ntsc = Math.Round(framesPerSecond * 1.001);
        return Math.Abs((ntsc * 1000 / 1001) - framesPerSecond) < 0.005
            ? $"{ntsc.ToString(CultureInfo.InvariantCulture)}000/1001"
            : framesPerSecond.ToString("0.######", CultureInfo.InvariantCulture);
    }

    /// <summary>
    /// A time base in ffmpeg's notation that represents every timestamp of a rate exactly: "1:30", "1001:30000", or "1:90000" where none does.
    /// </summary>
    public static string TimeBase(double framesPerSecond)
    {
        var parts = Rate(framesPerSecond).Split('/');
        return parts.Length == 2 ? $"{parts[1]}:{parts[0]}" : parts[0].Contains('.', StringComparison.Ordinal) ? "1:90000" : $"1:{parts[0]}";
    }

    /// <summary>Makes a message from another program or the system fit into a sentence: one line, no full stop.</summary>
    public static string Plain(string message) => message.ReplaceLineEndings(" ").Trim().TrimEnd('.');
}
