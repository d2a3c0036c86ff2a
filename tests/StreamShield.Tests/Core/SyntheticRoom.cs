using StreamShield.Core.Frames;
using StreamShield.Core.Registration;

namespace StreamShield.Tests.Core;

/// <summary>A made-up room of soft-edged boxes that a camera can look at from anywhere: known to a fraction of a pixel, another one per seed.</summary>
internal sealed class SyntheticRoom
{
    public static readonly FrameSize Size = new(320, 180);

    /// <summary>Canvas pixels per frame pixel, and the part of the canvas that the plate shows.</summary>
    private const int Fine = 2;
    private const double Part = 0.6;
    private static readonly sbyte[] Noise = MakeNoise();

    private readonly int _width = (int)(Size.Width * Fine / Part);
    private readonly int _height = (int)(Size.Height * Fine / Part);
    private readonly float[] _canvas;

    public SyntheticRoom(int seed, double contrast = 1)
    {
        var random = new Random(seed);
        _canvas = new float[_width * _height * 3];
        Array.Fill(_canvas, 110);
        for (var box = 0; box < 260; box++)
        {
            var (left, top) = (random.Next(-20, _width), random.Next(-20, _height));
            var (right, bottom) = (left + random.Next(8, 140), top + random.Next(8, 110));
            var colour = new[] { random.Next(40, 200), random.Next(40, 200), random.Next(40, 200) };
            for (var y = Math.Max(top, 0); y < Math.Min(bottom, _height); y++)
            {
                for (var x = Math.Max(left, 0); x < Math.Min(right, _width); x++)
                {
                    for (var channel = 0; channel < 3; channel++)
                    {
                        _canvas[(((y * _width) + x) * 3) + channel] = (float)(120 + ((colour[channel] - 120) * contrast));
                    }
                }
            }
        }

        Soften(3);
        Soften(_width * 3);
    }

    /// <summary>A shift in pixels of <see cref="Size"/>, a zoom and a turn in degrees.</summary>
    public static RoomShift Shift(double x = 0, double y = 0, double zoom = 1, double degrees = 0)
    {
        var (sin, cos) = Math.SinCos(degrees * Math.PI / 180);
        return RoomShift.None(Size) with { Scale = zoom * cos, Skew = zoom * sin, X = x / Size.Height, Y = y / Size.Height };
    }

    public Plate Plate()
    {
        var plate = new Plate(Size);
        Look(Shift(), plate.Pixels);
        plate.Confidence.Fill(255);
        return plate;
    }

    public Frame Frame(RoomShift shift, long id = 1)
    {
        var frame = new FramePool(Size, 1).Rent();
        Look(shift, frame.Pixels);
        frame.Stamp(id, 1);
        return frame;
    }

    /// <summary>Fills a picture with the room as the shifted camera sees it.</summary>
    public void Look(RoomShift shift, Span<byte> pixels)
    {
        var back = shift.Inverse();
        for (var y = 0; y < Size.Height; y++)
        {
            for (var x = 0; x < Size.Width; x++)
            {
                var (u, v) = back.Apply((x - ((Size.Width - 1) / 2.0)) / Size.Height, (y - ((Size.Height - 1) / 2.0)) / Size.Height);
                Sample((u * Size.Height * Fine) + (_width / 2.0), (v * Size.Height * Fine) + (_height / 2.0), pixels.Slice(((y * Size.Width) + x) * 3, 3));
            }
        }
    }

    /// <summary>Relights a picture: level becomes gain x level + offset + slope x (x / width - 0.5).</summary>
    public static void Relight(Span<byte> pixels, double gain, double offset, double slope = 0)
    {
        for (var i = 0; i < pixels.Length; i++)
        {
            var side = (i / 3 % Size.Width / (double)Size.Width) - 0.5;
            pixels[i] = (byte)Math.Clamp((gain * pixels[i]) + offset + (slope * side) + 0.5, 0, 255);
        }
    }

    /// <summary>Adds sensor noise, another one per seed.</summary>
    public static void AddNoise(Span<byte> pixels, double sigma, int seed)
    {
        var start = new Random(seed).Next(Noise.Length - pixels.Length);
        for (var i = 0; i < pixels.Length; i++)
        {
            pixels[i] = (byte)Math.Clamp(pixels[i] + (Noise[start + i] * sigma / 32) + 0.5, 0, 255);
        }
    }

    private void Sample(double x, double y, Span<byte> pixel)
    {
        var (left, top) = (Math.Clamp((int)x, 0, _width - 2), Math.Clamp((int)y, 0, _height - 2));
        var (fx, fy) = ((float)(x - left), (float)(y - top));
        var at = ((top * _width) + left) * 3;
        for (var channel = 0; channel < 3; channel++, at++)
        {
            var upper = _canvas[at] + (fx * (_canvas[at + 3] - _canvas[at]));
            var lower = _canvas[at + (_width * 3)] + (fx * (_canvas[at + (_width * 3) + 3] - _canvas[at + (_width * 3)]));
            pixel[channel] = (byte)Math.Clamp(upper + (fy * (lower - upper)) + 0.5f, 0, 255);
        }
    }

    /// <summary>Binomial filter of five along one direction: lenses are never sharp to the pixel.</summary>
    private void Soften(int step)
    {
        var source = (float[])_canvas.Clone();
        for (var i = 2 * step; i < source.Length - (2 * step); i++)
        {
            _canvas[i] = (source[i - (2 * step)] + source[i + (2 * step)] + (4 * (source[i - step] + source[i + step])) + (6 * source[i])) / 16;
        }
    }

    private static sbyte[] MakeNoise()
    {
        var random = new Random(1);
        var noise = new sbyte[(Size.Pixels * 3) + 100_000];
        for (var i = 0; i < noise.Length; i++)
        {
            noise[i] = (sbyte)Math.Clamp(32 * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()), -127, 127);
        }

        return noise;
    }
}
