using System.Text;
using CsCheck;

namespace StreamShield.Tests.Fuzz;

/// <summary>Good inputs made bad: bytes changed, put in, left out, parts doubled and exchanged, cut off.</summary>
internal static class Mutations
{
    private static readonly byte[][] Words =
    [
        .. ((string[])["null", "true", "-1", "1e999", "NaN", "[", "]", "{", "}", "\"", "\\u0000", "\\ud800", ",", ":", "99999999999999999999", "\0", "\r\n", "\uFEFF", "☃"]).Select(Encoding.UTF8.GetBytes),
        [0xFF, 0xFF, 0xFF, 0xFF], [0, 0, 0, 0], [0x7F, 0xFF, 0xFF, 0xFF], [0x80],
    ];

    private static readonly Gen<(int Kind, int At, int Length, int Other)> Step = Gen.Select(Gen.Int[0, 6], Gen.Int[0, 1 << 24], Gen.Int[0, 40], Gen.Int[0, 1 << 24]);

    /// <summary>Inputs near to one of the corpus.</summary>
    public static Gen<byte[]> Of(params byte[][] corpus) => Gen.Select(Gen.Int[0, corpus.Length - 1], Step.Array[0, 8]).Select(
        (which, steps) => steps.Aggregate(corpus[which], Apply));

    /// <summary>The same for texts.</summary>
    public static Gen<byte[]> Of(params string[] corpus) => Of([.. corpus.Select(Encoding.UTF8.GetBytes)]);

    private static byte[] Apply(byte[] bytes, (int Kind, int At, int Length, int Other) step)
    {
        var at = step.At % (bytes.Length + 1);
        var end = Math.Min(bytes.Length, at + step.Length);
        var word = Words[step.Other % Words.Length];
        switch (step.Kind)
        {
            case 0:
                return [.. bytes[..at], .. word, .. bytes[at..]];
            case 1:
                return [.. bytes[..at], .. word, .. bytes[Math.Min(bytes.Length, at + word.Length)..]];
            case 2:
                return [.. bytes[..at], .. bytes[end..]];
            case 3:
                return [.. bytes[..end], .. bytes[at..]];
            case 4:
                return bytes[..at];
            case 5 when bytes.Length > 0:
                var changed = (byte[])bytes.Clone();
                changed[at % bytes.Length] ^= (byte)(1 << (step.Other % 8));
                return changed;
            default:
                var from = step.Other % (bytes.Length + 1);
                return [.. bytes[..at], .. bytes[from..Math.Min(bytes.Length, from + step.Length)], .. bytes[at..]];
        }
    }
}
