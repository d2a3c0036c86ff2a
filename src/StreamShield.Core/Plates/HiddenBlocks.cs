using StreamShield.Core.Frames;
using StreamShield.Core.Mattes;
using StreamShield.Core.Pixels;

namespace StreamShield.Core.Plates;

/// <summary>Records for blocks of 16x16 pixels whether anybody is shown or suspected there, and since when nobody is. Allocates only on
/// construction.</summary>
/// <param name="size">Size of the frames.</param>
/// <param name="time">The clock that stamps the frames' capture times.</param>
internal sealed class HiddenBlocks(FrameSize size, TimeProvider time)
{
    private const int Side = PlateUpdate.Pixels;

    /// <summary>Model alpha from which a place is in doubt, and from which the model is sure of somebody.</summary>
    private const byte Doubtful = 26;
    private const byte Sure = 230;

    /// <summary>After a longer time without a frame nobody knows who was where meanwhile, so everything begins anew.</summary>
    private static readonly TimeSpan MaxGap = TimeSpan.FromSeconds(1);

    private readonly int _columns = (size.Width + Side - 1) / Side;
    private readonly int _rows = (size.Height + Side - 1) / Side;
    private readonly Block[] _blocks = new Block[((size.Width + Side - 1) / Side) * ((size.Height + Side - 1) / Side)];
    private readonly byte[] _any = new byte[size.Width];
    private long _now;

    /// <summary>Number of blocks.</summary>
    public int Count => _blocks.Length;

    /// <summary>True when somebody was shown or suspected in a block in the last frame.</summary>
    public bool IsSeen(int block) => _blocks[block].IsSeen;

    /// <summary>True when nothing was shown in a block for this long, whatever the model suspected.</summary>
    public bool IsNotShown(int block, TimeSpan duration) => _blocks[block].Shown <= Before(duration);

    /// <summary>Number of blocks from this one to the end of its row.</summary>
    public int CountInRow(int block) => _columns - (block % _columns);

    /// <summary>First pixel of the lines of a block.</summary>
    public int Left(int block) => Math.Min(block % _columns * Side, size.Width - Side);

    /// <summary>The pixels of a block, always 16 wide: the last column may overlap its neighbour.</summary>
    public PixelArea Area(int block)
    {
        var (row, left) = (block / _columns, Left(block));
        return new PixelArea(left, row * Side, left + Side, Math.Min((row + 1) * Side, size.Height));
    }

    /// <summary>Takes the next frame.</summary>
    /// <param name="now">When it was captured.</param>
    /// <param name="coarse">The model's matte. What it doubts counts as seen.</param>
    /// <param name="fine">The final matte.</param>
    public void Watch(long now, Matte coarse, Matte fine)
    {
        if (_now == 0 || time.GetElapsedTime(_now, now) > MaxGap)
        {
            _blocks.AsSpan().Fill(new Block { HiddenSince = now, Shown = now });
        }

        _now = now;
        var doubted = (First: 0, Last: 0);
        for (var block = 0; block < _blocks.Length; block++)
        {
            var area = Area(block);
            if (area.Left == 0)
            {
                RowFold.Fold(fine.Alpha[(area.Top * size.Width)..(area.Bottom * size.Width)], _any, []);
                doubted = Doubted(coarse, area);
            }

            ref var one = ref _blocks[block];
            var isShown = _any.AsSpan(area.Left, area.Width).ContainsAnyExcept((byte)0);
            one.Shown = isShown ? now : one.Shown;
            one.IsSeen = isShown || (area.Left >= doubted.First && area.Left <= doubted.Last && HasOther(coarse, area, 0, Doubtful - 1));
            one.HiddenSince = one.IsSeen ? now : one.HiddenSince;
        }
    }

    /// <summary>True when a block and all others within a distance have been hidden without doubt for this long.</summary>
    /// <param name="block">Its number.</param>
    /// <param name="reach">Distance in blocks.</param>
    /// <param name="duration">How long.</param>
    public bool AreHidden(int block, int reach, TimeSpan duration)
    {
        var (row, column) = Math.DivRem(block, _columns);
        var latest = Before(duration);
        for (var y = Math.Max(0, row - reach); y <= Math.Min(_rows - 1, row + reach); y++)
        {
            for (var x = Math.Max(0, column - reach); x <= Math.Min(_columns - 1, column + reach); x++)
            {
                ref readonly var one = ref _blocks[(y * _columns) + x];
                if (one.IsSeen || one.HiddenSince > latest)
                {
                    return false;
                }
            }
        }

        return true;
    }

    private long Before(TimeSpan duration) => _now - (long)(duration.TotalSeconds * time.TimestampFrequency);

    /// <summary>True when the model is sure of somebody in a whole block.</summary>
    public bool IsSure(int block, Matte coarse) => !HasOther(coarse, Area(block), Sure, byte.MaxValue);

    /// <summary>First and last pixel at which a block of this row of blocks can begin and hold doubt. Most rows hold little: the rest of their blocks
    /// need no closer look.</summary>
    private (int First, int Last) Doubted(Matte coarse, PixelArea area)
    {
        var (first, last) = (int.MaxValue, -1);
        var rows = Covered(area.Top, coarse.Height, size.Height);
        for (var y = rows.Start.Value; y < rows.End.Value; y++)
        {
            var row = coarse.Alpha.Slice(y * coarse.Width, coarse.Width);
            var left = row.IndexOfAnyExceptInRange((byte)0, (byte)(Doubtful - 1));
            if (left >= 0)
            {
                first = Math.Min(first, left);
                last = Math.Max(last, row.LastIndexOfAnyExceptInRange((byte)0, (byte)(Doubtful - 1)));
            }
        }

        return last < 0 ? (int.MaxValue, -1) : ((first * size.Width / coarse.Width) - (2 * Side), ((last + 1) * size.Width / coarse.Width) + Side);
    }

    /// <summary>True when an area holds an alpha outside the given range.</summary>
    private bool HasOther(Matte coarse, PixelArea area, byte min, byte max)
    {
        var columns = Covered(area.Left, coarse.Width, size.Width);
        var rows = Covered(area.Top, coarse.Height, size.Height);
        for (var y = rows.Start.Value; y < rows.End.Value; y++)
        {
            if (coarse.Alpha.Slice(y * coarse.Width, coarse.Width)[columns].ContainsAnyExceptInRange(min, max))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The pixels of a matte that a block beginning here covers along one side.</summary>
    private static Range Covered(int from, int matte, int frame) => (from * matte / frame)..Math.Min(matte, ((from + Side) * matte / frame) + 1);

    private struct Block
    {
        /// <summary>True when somebody was shown or suspected in the last frame.</summary>
        public bool IsSeen;

        /// <summary>When somebody was last shown or suspected.</summary>
        public long HiddenSince;

        /// <summary>When somebody was last shown.</summary>
        public long Shown;
    }
}
