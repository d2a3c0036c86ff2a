using System.Numerics;
using StreamShield.DemoClip.Geometry;

namespace StreamShield.DemoClip.Rendering;

/// <summary>Lays the actor over the room, picture = colour * matte + room * (1 - matte), and adds the sensor's noise.</summary>
internal sealed class Compositor
{
    private const float NoiseStrength = 1.15f;

    private readonly byte[] _room;

    /// <summary>A compositor over one room (RGB bytes).</summary>
    public Compositor(byte[] room)
    {
        _room = room;
        Picture = new byte[room.Length];
        Matte = new byte[room.Length / 3];
    }

    /// <summary>The finished picture, RGB.</summary>
    public byte[] Picture { get; }

    /// <summary>Coverage by the actor, 0..255.</summary>
    public byte[] Matte { get; }

    /// <summary>Display values 0..1 as bytes.</summary>
    public static byte[] ToBytes(Vector3[] picture)
    {
        var bytes = new byte[picture.Length * 3];
        for (int i = 0; i < picture.Length; i++)
        {
            Store(bytes, i, picture[i] * 255f);
        }

        return bytes;
    }

    /// <summary>Makes picture and matte of one frame; the frame's number seeds the noise.</summary>
    public void Compose(Layer layer, int frame)
    {
        uint salt = Noise.Hash((uint)frame * 2u + 1u);
        for (int i = 0; i < Matte.Length; i++)
        {
            float alpha = Scalar.Saturate(layer.Alpha[i]);
            var room = new Vector3(_room[i * 3], _room[i * 3 + 1], _room[i * 3 + 2]);
            Vector3 colour = layer.Colour[i] * 255f + room * (1f - alpha);
            Store(Picture, i, colour + Grain((uint)i ^ salt, colour.Y));
            Matte[i] = (byte)(alpha * 255f + 0.5f);
        }
    }

    private static Vector3 Grain(uint seed, float brightness)
    {
        uint a = Noise.Hash(seed);
        uint b = Noise.Hash(a + 0x9e3779b9u);

        // Sums of four bytes are near enough to a bell curve.
        float luma = Bell(a);
        var chroma = new Vector3((b & 255) - 127.5f, 0f, ((b >> 8) & 255) - 127.5f) * (0.5f / 128f);
        float strength = NoiseStrength * (1.25f - 0.6f * brightness / 255f);
        return (new Vector3(luma) + chroma) * strength;
    }

    private static float Bell(uint v) => ((v & 255) + ((v >> 8) & 255) + ((v >> 16) & 255) + (v >> 24) - 510f) / 148f;

    private static void Store(byte[] bytes, int i, Vector3 value)
    {
        bytes[i * 3] = (byte)Math.Clamp(value.X + 0.5f, 0f, 255f);
        bytes[i * 3 + 1] = (byte)Math.Clamp(value.Y + 0.5f, 0f, 255f);
        bytes[i * 3 + 2] = (byte)Math.Clamp(value.Z + 0.5f, 0f, 255f);
    }
}
