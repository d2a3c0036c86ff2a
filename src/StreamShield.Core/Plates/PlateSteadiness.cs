using StreamShield.Core.Frames;
using StreamShield.Core.Pixels;

namespace StreamShield.Core.Plates;

/// <summary>Compares the samples of a capture with the first one, as means of blocks under the same overall light, to detect changes of the light,
/// the camera or the room. Not meant for every frame. Allocates only on construction.</summary>
internal sealed class PlateSteadiness
{
    /// <summary>Side of a block in pixels.</summary>
    public const int Side = 16;

    /// <summary>Mean level below which a room is too dark.</summary>
    private const double Darkest = 16;

    /// <summary>Largest change of the whole picture's brightness, as a share.</summary>
    private const double Unsteady = 0.08;

    /// <summary>A block has changed when the mean of a channel differs by more than this many levels plus a share of the level.</summary>
    private const double Changed = 6;

    private const double ChangedShare = 0.04;

    /// <summary>Share of blocks that may change: a clock, a screen, a curtain. They are left unknown.</summary>
    private const double MaxChanged = 0.03;

    /// <summary>Share of changed blocks above which the camera must have moved.</summary>
    private const double CameraMoved = 0.2;

    private readonly AreaScaler _scaler;
    private readonly byte[] _first;
    private readonly byte[] _now;
    private bool _isEmpty = true;

    public PlateSteadiness(FrameSize size)
    {
        Columns = (size.Width + Side - 1) / Side;
        Rows = (size.Height + Side - 1) / Side;
        _scaler = new AreaScaler(size, Columns, Rows);
        _first = new byte[Columns * Rows * 3];
        _now = new byte[Columns * Rows * 3];
        Moved = new bool[Columns * Rows];
    }

    /// <summary>Blocks per row.</summary>
    public int Columns { get; }

    /// <summary>Rows of blocks.</summary>
    public int Rows { get; }

    /// <summary>Blocks that changed in any sample.</summary>
    public bool[] Moved { get; }

    /// <summary>Makes the next sample the first.</summary>
    public void Restart()
    {
        _isEmpty = true;
        Moved.AsSpan().Clear();
    }

    /// <summary>Takes a sample.</summary>
    /// <returns>Why the capture must be refused, as one sentence with cause and remedy; null when all is well.</returns>
    public string? Compare(Frame frame)
    {
        _scaler.Scale(frame.Pixels, _now);
        var light = Mean(_now);
        if (light < Darkest)
        {
            return "The room is too dark to be known: switch a light on and capture again.";
        }

        if (_isEmpty)
        {
            _now.CopyTo(_first, 0);
            _isEmpty = false;
            return null;
        }

        var gain = light / Mean(_first);
        if (Math.Abs(gain - 1) > Unsteady)
        {
            return "The light is not steady: wait until the camera has adjusted itself, or switch off what flickers, and capture again.";
        }

        var changed = CountChanged(gain);
        return changed > CameraMoved * Moved.Length
            ? "The camera moved: put it where it stands still and capture again."
            : changed > MaxChanged * Moved.Length ? "Something moved in the picture: wait until everything is still, and capture again." : null;
    }

    private static double Mean(byte[] levels)
    {
        var sum = 0L;
        foreach (var level in levels)
        {
            sum += level;
        }

        return (double)sum / levels.Length;
    }

    private int CountChanged(double gain)
    {
        var count = 0;
        for (var block = 0; block < Moved.Length; block++)
        {
            var isChanged = false;
            for (var i = block * 3; i < (block * 3) + 3; i++)
            {
                isChanged |= Math.Abs(_now[i] - (gain * _first[i])) > Changed + (ChangedShare * _first[i]);
            }

            Moved[block] |= isChanged;
            count += isChanged ? 1 : 0;
        }

        return count;
    }
}
