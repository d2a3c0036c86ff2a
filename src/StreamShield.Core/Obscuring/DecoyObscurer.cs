using StreamShield.Core.Frames;
using StreamShield.Core.Mattes;
using StreamShield.Core.Obscuring.Decoys;

namespace StreamShield.Core.Obscuring;

/// <summary>
/// A blurred room that is not this room: drawn from a seed, or the user's picture, far out of focus. Only its tone follows what is seen, and of that only the fully visible
/// streamer (<see cref="StreamerTone"/>); of the real room it knows nothing. Allocates only when made.
/// </summary>
public sealed class DecoyObscurer : IObscurer
{
    private readonly DecoyPicture _decoy;
    private readonly StreamerTone _tone;
    private readonly SplineSurface _surface;
    private readonly HiddenPicture _picture;
    private readonly float[] _grid;
    private bool _drawn;

    /// <summary>A decoy for one frame size.</summary>
    /// <param name="size">Size of the frames.</param>
    /// <param name="strength">0..100: how far out of focus it is.</param>
    /// <param name="seed">Which room; the same seed gives the same room.</param>
    /// <param name="image">Taken instead of a drawn room; null for none.</param>
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
    public HiddenPicture Obscure(Frame frame, Matte matte)
    {
        ArgumentNullException.ThrowIfNull(frame);
        ArgumentNullException.ThrowIfNull(matte);
        if (_tone.Follow(frame, matte) || !_drawn)
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
