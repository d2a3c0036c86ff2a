using OpenCvSharp;
using StreamShield.Audit.Measures;
using StreamShield.Core.Frames;
using StreamShield.Core.Registration;
using StreamShield.Core.Zones;

namespace StreamShield.Audit.Results;

/// <summary>Shows where a clip leaks, as a picture and as hide-zones.</summary>
internal static class LeakMap
{
    private const int MaxZones = 8;
    private const int MinFrames = 3;
    private const double Dim = 0.55;

    /// <summary>Share of the frames in which a place must be free of the streamer: a hide-zone where the streamer often is would hide the streamer.</summary>
    private const double MostlyFree = 0.6;

    /// <summary>Largest share of a zone in which the streamer often is.</summary>
    private const double MaxTaken = 0.25;

    /// <summary>Suggests hide-zones around the places that leaked in at least three frames and are mostly free of the streamer, worst first.</summary>
    public static IReadOnlyList<Zone> Zones(LeakMeter leak, int width, int height)
    {
        using var cells = new Mat(leak.Rows, leak.Columns, MatType.CV_8UC1, Scalar.All(0));
        var marks = cells.Bytes();
        var free = MostlyFree * leak.Shares.Count;
        for (var cell = 0; cell < marks.Length; cell++)
        {
            marks[cell] = (byte)(leak.Leaks[cell] >= MinFrames && leak.Chances[cell] >= free ? 255 : 0);
        }

        // Merge neighbouring cells into one zone, with a margin of one cell.
        using var shape = Cv2.GetStructuringElement(MorphShapes.Rect, new Size(3, 3));
        Cv2.Dilate(cells, cells, shape);
        using var labels = new Mat();
        using var boxes = new Mat();
        using var centres = new Mat();
        var count = Cv2.ConnectedComponentsWithStats(cells, labels, boxes, centres);
        var found = new List<(long Weight, Rect Box)>();
        for (var label = 1; label < count; label++)
        {
            var box = new Rect(boxes.At<int>(label, 0), boxes.At<int>(label, 1), boxes.At<int>(label, 2), boxes.At<int>(label, 3));
            Split(box, label);
        }

        // The rectangle around an arch over the streamer's head would hide the streamer: it is halved until none of its parts does.
        void Split(Rect box, int label)
        {
            box = Around(labels, label, box);
            if (box.Width == 0)
            {
                return;
            }

            if (box.Width * box.Height == 1 || IsFree(leak, box, free))
            {
                found.Add((Weight(leak, labels, label, box), box));
                return;
            }

            var (first, second) = Halves(box);
            Split(first, label);
            Split(second, label);
        }

        return [.. found.OrderByDescending(one => one.Weight).Take(MaxZones).Select((one, i) => Of(one.Box, leak, i, width, height))];
    }

    /// <summary>A zone of the frame in the picture of the plate, from which the camera has moved: the rectangle around it there.</summary>
    public static Zone OnPlate(Zone zone, RoomShift shift)
    {
        var box = (RectangleShape)zone.Shape;
        var back = shift.Inverse();
        var corners = new[] { (box.Left, box.Top), (box.Left + box.Width, box.Top), (box.Left, box.Top + box.Height), (box.Left + box.Width, box.Top + box.Height) }
            .Select(corner => back.Map(new ZonePoint(corner.Item1, corner.Item2))).ToList();
        var (left, top) = (Math.Clamp(corners.Min(corner => corner.X), 0, 1), Math.Clamp(corners.Min(corner => corner.Y), 0, 1));
        var (right, bottom) = (Math.Clamp(corners.Max(corner => corner.X), 0, 1), Math.Clamp(corners.Max(corner => corner.Y), 0, 1));
        return zone with { Shape = new RectangleShape(left, top, right - left, bottom - top) };
    }

    /// <summary>Draws the darkened output with leaking cells from yellow (seldom) to red (often) and the zones as frames. BGR; owned by the caller.</summary>
    public static Mat Draw(LeakMeter leak, Mat output, IReadOnlyList<Zone> zones)
    {
        var map = new Mat();
        output.ConvertTo(map, MatType.CV_8UC3, Dim);
        var max = Math.Max(MinFrames, leak.Leaks.ToArray().Max());
        for (var cell = 0; cell < leak.Leaks.Length; cell++)
        {
            if (leak.Leaks[cell] == 0)
            {
                continue;
            }

            var heat = Math.Sqrt((double)leak.Leaks[cell] / max);
            var area = new Rect(cell % leak.Columns * LeakMeter.CellSide, cell / leak.Columns * LeakMeter.CellSide, LeakMeter.CellSide, LeakMeter.CellSide);
            Cv2.Rectangle(map, area, new Scalar(0, 220 * (1 - heat), 255), -1);
        }

        foreach (var zone in zones)
        {
            var box = (RectangleShape)zone.Shape;
            var area = new Rect((int)(box.Left * map.Cols), (int)(box.Top * map.Rows), (int)(box.Width * map.Cols), (int)(box.Height * map.Rows));
            Cv2.Rectangle(map, area, new Scalar(255, 255, 255), 2);
            Cv2.PutText(map, zone.Name.Split(' ')[^1], new Point(area.X + 6, area.Y + 22), HersheyFonts.HersheySimplex, 0.7, new Scalar(255, 255, 255), 2);
        }

        return map;
    }

    /// <summary>The cells of a label inside a box, as the smallest box around them; without width when there are none.</summary>
    private static Rect Around(Mat labels, int label, Rect box)
    {
        var (left, top, right, bottom) = (box.Right, box.Bottom, box.Left, box.Top);
        for (var y = box.Top; y < box.Bottom; y++)
        {
            for (var x = box.Left; x < box.Right; x++)
            {
                if (labels.At<int>(y, x) == label)
                {
                    (left, top, right, bottom) = (Math.Min(left, x), Math.Min(top, y), Math.Max(right, x + 1), Math.Max(bottom, y + 1));
                }
            }
        }

        return right <= left ? default : new Rect(left, top, right - left, bottom - top);
    }

    private static (Rect First, Rect Second) Halves(Rect box)
    {
        var (width, height) = (box.Width / 2, box.Height / 2);
        return box.Width >= box.Height
            ? (box with { Width = width }, new Rect(box.X + width, box.Y, box.Width - width, box.Height))
            : (box with { Height = height }, new Rect(box.X, box.Y + height, box.Width, box.Height - height));
    }

    /// <summary>True when nearly all of a box is free of the streamer in most frames. Its rim may not be: zones get a margin of one cell.</summary>
    private static bool IsFree(LeakMeter leak, Rect box, double free)
    {
        var taken = 0;
        for (var y = box.Top; y < box.Bottom; y++)
        {
            for (var x = box.Left; x < box.Right; x++)
            {
                taken += leak.Backgrounds[(y * leak.Columns) + x] < free ? 1 : 0;
            }
        }

        return taken <= MaxTaken * box.Width * box.Height;
    }

    private static long Weight(LeakMeter leak, Mat labels, int label, Rect box)
    {
        long weight = 0;
        for (var y = box.Top; y < box.Bottom; y++)
        {
            for (var x = box.Left; x < box.Right; x++)
            {
                weight += labels.At<int>(y, x) == label ? leak.Leaks[(y * leak.Columns) + x] : 0;
            }
        }

        return weight;
    }

    /// <summary>Pixels beyond the last whole cell belong to it.</summary>
    private static Zone Of(Rect box, LeakMeter leak, int number, int width, int height)
    {
        var right = box.Right == leak.Columns ? width : box.Right * LeakMeter.CellSide;
        var bottom = box.Bottom == leak.Rows ? height : box.Bottom * LeakMeter.CellSide;
        var (left, top) = ((double)box.Left * LeakMeter.CellSide / width, (double)box.Top * LeakMeter.CellSide / height);
        return new Zone
        {
            Name = $"leak {number + 1}",
            Kind = ZoneKind.Hide,
            Shape = new RectangleShape(left, top, ((double)right / width) - left, ((double)bottom / height) - top),
        };
    }
}
