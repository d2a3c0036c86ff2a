namespace StreamShield.App.Desktop;

/// <summary>Draws the tray icon: a shield in the state's colour. The symbol on it differs as well, for colour-blind users: hidden has a bar.</summary>
internal static class TrayPicture
{
    private const int Samples = 4;

    private static readonly (double X, double Y)[] Outline =
    [
        (0, -7.6), (2.8, -6.2), (6, -5.6), (6, -0.4), (5.4, 2.5), (3.9, 5), (1.9, 6.7), (0, 7.6),
        (-1.9, 6.7), (-3.9, 5), (-5.4, 2.5), (-6, -0.4), (-6, -5.6), (-2.8, -6.2),
    ];

    /// <summary>Draws a square picture, top row first, as 0xAARRGGBB, not premultiplied.</summary>
    /// <param name="colour">The state.</param>
    /// <param name="side">Side length in pixels.</param>
    public static uint[] Draw(TrayColour colour, int side)
    {
        var pixels = new uint[side * side];
        for (var y = 0; y < side; y++)
        {
            for (var x = 0; x < side; x++)
            {
                pixels[(y * side) + x] = Pixel(colour, x, y, 16.0 / side);
            }
        }

        return pixels;
    }

    private static uint Pixel(TrayColour colour, int x, int y, double step)
    {
        int covered = 0, red = 0, green = 0, blue = 0;
        for (var i = 0; i < Samples * Samples; i++)
        {
            var across = ((x + (((i % Samples) + 0.5) / Samples)) * step) - 8;
            var down = ((y + (((i / Samples) + 0.5) / Samples)) * step) - 8;
            if (!IsInside(across, down, 1))
            {
                continue;
            }

            var rgb = !IsInside(across, down, 0.84) ? 0x1c2733 : IsSign(colour, across, down) ? 0xffffff : Fill(colour);
            covered++;
            red += rgb >> 16;
            green += (rgb >> 8) & 255;
            blue += rgb & 255;
        }

        return covered == 0 ? 0
            : ((uint)(covered * 255 / (Samples * Samples)) << 24) | ((uint)(red / covered) << 16) | ((uint)(green / covered) << 8) | (uint)(blue / covered);
    }

    private static int Fill(TrayColour colour) => colour switch
    {
        TrayColour.Green => 0x2e9e5b,
        TrayColour.Red => 0xd23b3b,
        _ => 0x7d8894,
    };

    private static bool IsSign(TrayColour colour, double x, double y) => colour switch
    {
        TrayColour.Red => Math.Abs(x) <= 3 && Math.Abs(y) <= 1,
        TrayColour.Green => (x * x) + ((y + 1.8) * (y + 1.8)) <= 2.9 || (Math.Abs(x) <= 3 && y is >= 0.6 and <= 3.6 && (x * x / 9) + ((y - 3.6) * (y - 3.6) / 9) <= 1),
        _ => false,
    };

    private static bool IsInside(double x, double y, double scale)
    {
        var inside = false;
        for (int i = 0, j = Outline.Length - 1; i < Outline.Length; j = i++)
        {
            var (ax, ay) = (Outline[i].X * scale, Outline[i].Y * scale);
            var (bx, by) = (Outline[j].X * scale, Outline[j].Y * scale);
            if (ay > y != by > y && x < ((bx - ax) * (y - ay) / (by - ay)) + ax)
            {
                inside = !inside;
            }
        }

        return inside;
    }
}
