using StreamShield.Core.Compositing;
using StreamShield.Core.Frames;
using StreamShield.Devices.Pixels;

namespace StreamShield.CameraProbe;

/// <summary>Tells slates from other pictures in a file of YUYV pictures, as a loopback device's reader recorded them.</summary>
internal static class Frames
{
    /// <summary>Prints runs of equal kind: "12 picture", "5 SourceLost", "3 empty".</summary>
    /// <returns>Exit code.</returns>
    public static int Run(string path, string sizeText)
    {
        var size = FrameSize.Parse(sizeText);
        var slates = Enum.GetValues<SlateReason>().Select(reason => (Name: $"{reason}", Bytes: Converted(size, reason))).ToList();
        var picture = new byte[Yuyv.Bytes(size)];
        var last = "";
        var count = 0;
        using var file = File.OpenRead(path);
        while (file.ReadAtLeast(picture, picture.Length, throwOnEndOfStream: false) == picture.Length)
        {
            var kind = picture.AsSpan().ContainsAnyExcept((byte)0)
                ? slates.FirstOrDefault(slate => picture.AsSpan().SequenceEqual(slate.Bytes)).Name ?? "picture"
                : "empty";
            if (kind != last && count > 0)
            {
                Console.WriteLine($"{count} {last}");
                count = 0;
            }

            (last, count) = (kind, count + 1);
        }

        Console.WriteLine($"{count} {last}");
        return 0;
    }

    private static byte[] Converted(FrameSize size, SlateReason reason)
    {
        using var slate = new Slate(size).Make(reason);
        var bytes = new byte[Yuyv.Bytes(size)];
        Yuyv.Convert(slate, bytes);
        return bytes;
    }
}
