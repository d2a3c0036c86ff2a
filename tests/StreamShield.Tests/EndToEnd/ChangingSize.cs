using OpenCvSharp;
using StreamShield.Core.Frames;
using StreamShield.Devices.Sources;

namespace StreamShield.Tests.EndToEnd;

/// <summary>Pictures of the <see cref="Room"/> from a camera that is switched to another size and shape every ten pictures, fitted into the session's as the real sources do it.</summary>
internal sealed class ChangingSize(Room room) : IDisposable
{
    private const int Pictures = 10;

    private static readonly (int Width, int Height)[] Sizes = [(256, 192), (320, 180), (128, 96), (192, 256), (512, 384), (257, 33)];

    private readonly FrameFitter _fitter = new();
    private readonly FramePool _pool = new(Room.Size, 1);

    /// <summary>How many sizes there are.</summary>
    public static int Count => Sizes.Length;

    /// <summary>Which size a picture has.</summary>
    public static int Of(long number) => (int)(number / Pictures % Sizes.Length);

    /// <summary>As <see cref="RoomSource.Painter"/> takes it.</summary>
    public (Area Streamer, Area Room) Paint(long number, Frame frame)
    {
        var (width, height) = Sizes[Of(number)];
        using var drawn = _pool.Rent();
        room.Draw(number, drawn.Pixels);
        using var whole = Mat.FromPixelData(Room.Size.Height, Room.Size.Width, MatType.CV_8UC3, drawn.Address);
        using var picture = new Mat();
        Cv2.Resize(whole, picture, new Size(width, height), interpolation: InterpolationFlags.Nearest);
        _fitter.Fit(picture, frame);

        // Back from the room to the frame: stretched to the source's size, then fitted.
        var scale = Math.Min((double)Room.Size.Width / width, (double)Room.Size.Height / height);
        var (left, top) = ((Room.Size.Width - (width * scale)) / 2, (Room.Size.Height - (height * scale)) / 2);
        var (across, down) = (width * scale / Room.Size.Width, height * scale / Room.Size.Height);
        var streamer = Room.Streamer(number);
        var content = new Area((int)left, (int)top, (int)(width * scale), (int)(height * scale));
        return (new Area((int)(left + (streamer.Left * across)), (int)(top + (streamer.Top * down)), (int)(streamer.Width * across), (int)(streamer.Height * down)), content);
    }

    public void Dispose()
    {
        _fitter.Dispose();
        _pool.Dispose();
    }
}
