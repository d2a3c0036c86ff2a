using System.Buffers.Binary;
using StreamShield.Core.Frames;

namespace StreamShield.CameraProbe;

/// <summary>Pictures of noise, each made from its number, which its first four bytes repeat: a reader knows every byte that it must find.</summary>
internal static class NumberedPicture
{
    /// <summary>Makes a picture the one of a number.</summary>
    /// <param name="picture">Of any size.</param>
    /// <param name="number">At least 1.</param>
    public static void Fill(ShieldedFrame picture, int number)
    {
        var bytes = picture.Begin();
        new Random(number).NextBytes(bytes);
        BinaryPrimitives.WriteInt32LittleEndian(bytes, number);
        picture.Stamp(number, number);
    }

    /// <summary>The number that a picture claims.</summary>
    public static int NumberOf(ReadOnlySpan<byte> nv12) => BinaryPrimitives.ReadInt32LittleEndian(nv12);
}
