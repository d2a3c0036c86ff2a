using OpenCvSharp;

namespace StreamShield.Lab.Rooms;

/// <summary>Laying cut-outs over pictures. All pictures are continuous.</summary>
internal static unsafe class Layers
{
    /// <summary>The picture's bytes.</summary>
    public static Span<byte> Bytes(Mat picture) => new((void*)picture.Data, picture.Rows * picture.Cols * picture.Channels());

    /// <summary>Lays <paramref name="colour"/> over <paramref name="under"/>.</summary>
    public static void Over(Mat under, Mat colour, Mat alpha)
    {
        var target = Bytes(under);
        var top = Bytes(colour);
        var share = Bytes(alpha);
        for (var i = 0; i < share.Length; i++)
        {
            int a = share[i];
            if (a == 0)
            {
                continue;
            }

            for (var at = i * 3; at < (i * 3) + 3; at++)
            {
                target[at] = (byte)(((top[at] * a) + (target[at] * (255 - a)) + 127) / 255);
            }
        }
    }

    /// <summary>Takes from <paramref name="matte"/> what <paramref name="cover"/> hides.</summary>
    public static void Cover(Mat matte, Mat cover)
    {
        var target = Bytes(matte);
        var hidden = Bytes(cover);
        for (var i = 0; i < target.Length; i++)
        {
            target[i] = (byte)(((target[i] * (255 - hidden[i])) + 127) / 255);
        }
    }
}
