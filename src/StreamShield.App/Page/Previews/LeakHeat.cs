using OpenCvSharp;
using StreamShield.Audit.Measures;
using StreamShield.Audit.Truth;

namespace StreamShield.App.Page.Previews;

/// <summary>
/// Where the room has come through in the last seconds: the audit's <see cref="LeakMeter"/> on small pictures, with fading counts. The room is known from the captured
/// plate, or learnt as the audit learns it. Holds raw samples, wiped when disposed. Not thread-safe.
/// </summary>
internal sealed class LeakHeat : IDisposable
{
    /// <summary>The share of a cell's heat that remains after each measurement; at four a second, a fifth after four seconds.</summary>
    private const double Fading = 0.9;

    private readonly Size _size;
    private readonly LeakMeter _meter;
    private readonly double[] _heat;
    private readonly int[] _counted;
    private readonly Mat _background = new();
    private readonly Mat _person = new();
    private RoomLearner _learner;
    private RoomEstimate? _room;
    private BackgroundFinder? _finder;
    private bool _isCaptured;
    private long _looks;

    /// <summary>Creates an empty map.</summary>
    /// <param name="size">Size of all pictures.</param>
    public LeakHeat(Size size)
    {
        _size = size;
        _meter = new LeakMeter(size.Width, size.Height);
        _heat = new double[_meter.Columns * _meter.Rows];
        _counted = new int[_heat.Length];
        _learner = new RoomLearner(size.Width, size.Height);
    }

    /// <summary>False until the room is known.</summary>
    public bool KnowsRoom => _finder is not null;

    /// <summary>Uses the captured plate as the room.</summary>
    /// <param name="picture">Copied.</param>
    /// <param name="known">Copied.</param>
    public void Know(Mat picture, Mat known)
    {
        Use(new RoomEstimate(picture.Clone(), known.Clone()));
        _isCaptured = true;
    }

    /// <summary>Learns the room from now on.</summary>
    public void Forget()
    {
        if (_isCaptured)
        {
            _isCaptured = false;
            Use(null);
        }
    }

    /// <summary>Measures one frame.</summary>
    /// <param name="raw">The raw frame.</param>
    /// <param name="output">The output frame.</param>
    public void Add(Mat raw, Mat output)
    {
        if (!_isCaptured)
        {
            Learn(raw, output);
        }

        if (_finder is null)
        {
            return;
        }

        _finder.Find(raw, _background, _person);
        _meter.Add(raw, output, _background);
        for (var cell = 0; cell < _heat.Length; cell++)
        {
            var leaks = _meter.Leaks[cell];
            _heat[cell] = (_heat[cell] * Fading) + (leaks - _counted[cell]);
            _counted[cell] = leaks;
        }
    }

    /// <summary>Draws the heat over a picture: yellow where the room came through once, red where it does all the time.</summary>
    /// <param name="picture">B G R.</param>
    public void Draw(Mat picture)
    {
        const double Faint = 0.1;
        for (var cell = 0; cell < _heat.Length; cell++)
        {
            if (_heat[cell] < Faint)
            {
                continue;
            }

            var hot = Math.Min(1, _heat[cell] * (1 - Fading) * 2);
            var area = new Rect(cell % _meter.Columns * LeakMeter.CellSide, cell / _meter.Columns * LeakMeter.CellSide, LeakMeter.CellSide, LeakMeter.CellSide);
            Cv2.Rectangle(picture, area, new Scalar(0, 220 * (1 - hot), 255), -1);
        }

        if (!KnowsRoom)
        {
            Cv2.PutText(picture, "getting to know the room ...", new Point(12, _size.Height - 14), HersheyFonts.HersheySimplex, 0.5, Scalar.White, 1, LineTypes.AntiAlias);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Use(null);
        _learner.Dispose();
        _meter.Dispose();
        _background.Dispose();
        _person.Dispose();
    }

    /// <summary>Takes a sample at every other measurement. What was learnt is used as soon as possible and renewed as the room changes.</summary>
    private void Learn(Mat raw, Mat output)
    {
        if (_looks++ % 2 != 0)
        {
            return;
        }

        using var hidden = RoomLearner.Hidden(raw, output);
        _learner.Add(raw, hidden);
        var isFull = _learner.Samples == RoomLearner.MaxSamples;
        if (isFull || (_finder is null && _learner.Samples == RoomLearner.MinForStill))
        {
            Use(_learner.Learn());
        }

        if (isFull)
        {
            _learner.Dispose();
            _learner = new RoomLearner(_size.Width, _size.Height);
        }
    }

    private void Use(RoomEstimate? room)
    {
        _finder?.Dispose();
        _room?.Dispose();
        _room = room;
        _finder = room is null ? null : new BackgroundFinder(room);
    }
}
