using OpenCvSharp;
using StreamShield.Core.Frames;

namespace StreamShield.Core.Compositing;

/// <summary>The picture shown whenever nothing else may be: dark, with a shield and a few words. Viewers see it, so it never shows details such as
/// names of files or devices.</summary>
public sealed class Slate
{
    private const string Headline = "Picture hidden";
    private const string Product = "StreamShield";

    private readonly FrameSize _size;

    /// <summary>Creates a slate for one size.</summary>
    public Slate(FrameSize size) => _size = size;

    /// <summary>Words shown below the headline for a reason, in plain ASCII.</summary>
    public static string Words(SlateReason reason) => reason switch
    {
        SlateReason.Starting => "starting",
        SlateReason.SourceMissing => "no camera",
        SlateReason.SourceBusy => "the camera is in use elsewhere",
        SlateReason.SourceLost => "the camera is gone",
        SlateReason.SourceStalled => "waiting for pictures",
        SlateReason.SourceEnded => "the clip has ended",
        SlateReason.ModelLoading => "getting ready",
        SlateReason.ModelFailed => "the model does not work",
        SlateReason.FrameTooOld => "catching up",
        SlateReason.StageFailed => "a part of the shield failed",
        SlateReason.NoPictures => "no pictures",
        SlateReason.RoomMoved => "the camera moved",
        SlateReason.Panic => "paused",
        SlateReason.CapturingRoom => "one moment",
        SlateReason.Stopping => "stopped",
        _ => "hidden",
    };

    /// <summary>Makes a new picture with the slate. The caller owns it.</summary>
    public ShieldedFrame Make(SlateReason reason)
    {
        var picture = new ShieldedFrame(_size);
        Draw(reason, picture);
        return picture;
    }

    /// <summary>Draws the slate over a picture of this size. When drawing fails, the picture is black, which is a valid slate.</summary>
    public void Draw(SlateReason reason, ShieldedFrame target)
    {
        ArgumentNullException.ThrowIfNull(target);
        target.Blacken();
        if (!OpenCvLibrary.IsThere)
        {
            return;
        }

        try
        {
            DrawOver(target, reason);
        }
        catch (Exception)
        {
            // Whatever failed (no memory, no OpenCV), the shield thread must go on, and black is a valid slate.
            target.Blacken();
        }
    }

    private unsafe void DrawOver(ShieldedFrame target, SlateReason reason)
    {
        using var canvas = new Mat(_size.Height, _size.Width, MatType.CV_8UC3, new Scalar(36, 28, 24));
        var unit = Math.Min(_size.Height, _size.Width * 9 / 16) / 36.0;
        DrawShield(canvas, unit);
        Write(canvas, Headline, 23.5, 1.9, unit, new Scalar(240, 236, 232));
        Write(canvas, Words(reason), 27, 1.1, unit, new Scalar(190, 180, 172));
        Write(canvas, Product, 34, 0.8, unit, new Scalar(130, 116, 106));
        Nv12.Convert(new ReadOnlySpan<byte>(canvas.DataPointer, _size.Pixels * 3), _size, target.Begin());
    }

    private void DrawShield(Mat canvas, double unit)
    {
        var cx = _size.Width / 2.0;
        var cy = (_size.Height / 2.0) - (6 * unit);
        (double X, double Y)[] outline =
        [
            (0, -6.4), (2.4, -5.2), (5, -4.7), (5, -0.4), (4.5, 2), (3.2, 4.2), (1.6, 5.6), (0, 6.4),
            (-1.6, 5.6), (-3.2, 4.2), (-4.5, 2), (-5, -0.4), (-5, -4.7), (-2.4, -5.2),
        ];
        var colours = new[] { (1.0, new Scalar(196, 150, 96)), (0.86, new Scalar(52, 40, 34)), (0.74, new Scalar(196, 150, 96)) };
        foreach (var (scale, colour) in colours)
        {
            var points = outline.Select(p => new Point((int)((cx + (p.X * unit * scale)) * 16), (int)((cy + (p.Y * unit * scale)) * 16))).ToArray();
            Cv2.FillConvexPoly(canvas, points, colour, LineTypes.AntiAlias, shift: 4);
        }
    }

    private void Write(Mat canvas, string text, double line, double height, double unit, Scalar colour)
    {
        // Hershey capitals are 21 units high; the font has no size in pixels.
        var scale = height * unit / 21;
        var thickness = Math.Max(1, (int)(height * unit / 12));
        var extent = Cv2.GetTextSize(text, HersheyFonts.HersheySimplex, scale, thickness, out _);
        var origin = new Point((_size.Width - extent.Width) / 2, (int)(((_size.Height / 2.0) - (18 * unit)) + (line * unit)));
        Cv2.PutText(canvas, text, origin, HersheyFonts.HersheySimplex, scale, colour, thickness, LineTypes.AntiAlias);
    }
}
