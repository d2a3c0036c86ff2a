using System.Runtime.CompilerServices;
using StreamShield.Core.Frames;
using StreamShield.Core.Obscuring;

namespace StreamShield.Tests.EndToEnd;

/// <summary>
/// Raw pictures that can be recognised: a dark room of 2x2 blocks (one part the same in every picture, one part of its own) and a bright streamer, whose texture is
/// each picture's own and who jumps from picture to picture. <see cref="ShieldModels"/> marks exactly the streamer.
/// </summary>
internal sealed class Room
{
    public static readonly FrameSize Size = new(256, 192);

    /// <summary>For the effect solid: lighter than the room's every pixel, so that no blur of the room is mistaken for it.</summary>
    public static readonly SolidColour Solid = new(220, 220, 220);

    /// <summary>A corner that is white in pictures drawn so; some models choke on it.</summary>
    public static readonly Area Corner = new(0, 0, 16, 16);

    private const int Block = 2;
    private const int JumpPixels = 48;
    private const int Places = 11;

    private readonly int _seed;
    private readonly byte[] _wall = new byte[Size.Pixels];

    public Room(int seed)
    {
        _seed = seed;
        for (var i = 0; i < _wall.Length; i++)
        {
            _wall[i] = (byte)(Hash(0, i % Size.Width, i / Size.Width) % 71);
        }
    }

    public int Seed => _seed;

    /// <summary>What all pictures of the room have in common: its fine texture.</summary>
    public ReadOnlySpan<byte> Wall => _wall;

    /// <summary>Where the streamer is: on the models' grid, so that the matte is exact.</summary>
    public static Area Streamer(long picture) => new((int)(picture * JumpPixels / 16 % Places) * 16, 48, 96, 128);

    /// <summary>Luma as BT.601 limited range says, worked out here and not by the code under test.</summary>
    public static byte Luma(int b, int g, int r) => (byte)((((66 * r) + (129 * g) + (25 * b) + 128) >> 8) + 16);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static byte[] Luma(ReadOnlySpan<byte> bgr)
    {
        var luma = new byte[bgr.Length / 3];
        for (var i = 0; i < luma.Length; i++)
        {
            luma[i] = Luma(bgr[i * 3], bgr[(i * 3) + 1], bgr[(i * 3) + 2]);
        }

        return luma;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Draw(long picture, Span<byte> bgr, bool whiteCorner = false)
    {
        var streamer = Streamer(picture);
        for (var y = 0; y < Size.Height; y++)
        {
            for (var x = 0; x < Size.Width; x++)
            {
                var pixel = bgr.Slice(((y * Size.Width) + x) * 3, 3);
                var own = Hash(picture, x, y);
                if (x >= streamer.Left && x < streamer.Right && y >= streamer.Top && y < streamer.Bottom)
                {
                    pixel.Fill((byte)(180 + (own % 71)));
                }
                else if (whiteCorner && x < Corner.Right && y < Corner.Bottom)
                {
                    pixel.Fill(255);
                }
                else
                {
                    var value = (int)(20 + _wall[(y * Size.Width) + x] + (own % 21));
                    (pixel[0], pixel[1], pixel[2]) = ((byte)(value * 7 / 8), (byte)value, (byte)(value + 6));
                }
            }
        }
    }

    private uint Hash(long picture, int x, int y)
    {
        var z = ((ulong)_seed << 48) ^ ((ulong)picture << 20) ^ ((ulong)(y / Block) << 10) ^ (ulong)(x / Block);
        z = (z + 0x9E3779B97F4A7C15) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 29)) * 0x94D049BB133111EB;
        return (uint)((z ^ (z >> 31)) >> 8);
    }
}
