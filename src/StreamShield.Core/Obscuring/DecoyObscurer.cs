using StreamShield.Core.Frames;
using StreamShield.Core.Mattes;
using StreamShield.Core.Obscuring.Decoys;

namespace StreamShield.Core.Obscuring;

/// <summary>A blurred room that is not the real one: drawn from a seed, or the user's picture, far out of focus. It knows nothing of the real room.
/// Only its tone follows the frame, and only the fully visible streamer in it (<see cref="StreamerTone"/>). Allocates only on construction.</summary>
public sealed class DecoyObscurer : IObscurer
{
    private readonly DecoyPicture _decoy;
    private readonly StreamerTone _tone;
    private readonly SplineSurface _surface;
    private readonly HiddenPicture _picture;
    private readonly float[] _grid;
    private bool _drawn;

    /// <summary>Creates a decoy for one frame size.</summary>
    /// <param name="size">Size of the frames.</param>
    /// <param name="strength">0..100: how far out of focus.</param>
    /// <param name="seed">Chooses the room; the same seed always gives the same room.</param>
    /// <param name="image">Shown instead of a drawn room; null for none.</param>
    public DecoyObscurer(FrameSize size, int strength, int seed, BackgroundImage? image = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(strength, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(strength, 100);
        _decoy = image is null ? DecoyPicture.OfRoom(size, strength, seed) : DecoyPicture.OfImage(size, strength, image);
        _tone = new StreamerTone(size);
        _surface = new SplineSurface(size, _decoy.Columns, _decoy.Rows);
        _picture = new HiddenPicture(size);
        _grid = new float[_decoy.Columns * _decoy.Rows * 3];
    }

    /// <inheritdoc/>
    public HiddenPicture Obscure(Frame frame, Matte matte, TimeSpan passed)
    {
        ArgumentNullException.ThrowIfNull(frame);
        ArgumentNullException.ThrowIfNull(matte);
        if (_tone.Follow(frame, matte, passed) || !_drawn)
        {
            _decoy.Develop(_tone.Exposure, _tone.Warmth, _grid);
            _surface.Draw(_grid, _picture);
            _drawn = true;
        }

        return _picture;
    }

    /// <inheritdoc/>
    public void Dispose() => _picture.Dispose();
}
