using StreamShield.Core.Frames;

namespace StreamShield.Core.Registration;

/// <summary>Finds the shift that aligns the most anchors: Gauss-Newton over all of them, each weighted by its likeness and by its agreement with the
/// others (iteratively re-weighted, Cauchy). A weak prior towards the previous shift keeps what the anchors do not determine. Not thread-safe; allocates
/// only on construction.</summary>
internal sealed class ShiftFit
{
    private const int Unknowns = 4;
    private const int Reweightings = 3;

    /// <summary>Anchors less similar than this are taken to be covered.</summary>
    private const float MinLikeness = 0.3f;

    /// <summary>Smallest likeness of a recognised anchor. Below it unrelated pictures pass by chance; above it noisy ones fail.</summary>
    private const float RecognisedLikeness = 0.8f;

    /// <summary>Standard deviation, in pixels, of the movement of the corners per frame, in the prior.</summary>
    private const double ExpectedStep = 0.5;

    /// <summary>Factor on the variance, because the errors of the samples are correlated (pictures are smooth).</summary>
    private const double Dependence = 4;

    /// <summary>A step below this many pixels ends the iteration.</summary>
    private const double Enough = 0.06;

    private readonly FrameSize _size;
    private readonly double _tolerance;
    private readonly AnchorReading[] _readings = new AnchorReading[AnchorSet.Max];
    private readonly double[] _equations = new double[Unknowns * (Unknowns + 1)];

    /// <summary>The last shift, when its readings still hold.</summary>
    private RoomShift? _still;
    private bool _turn;

    /// <summary>Creates a fit for frames of one size.</summary>
    public ShiftFit(FrameSize size)
    {
        _size = size;
        _tolerance = AnchorSet.Step(size) / 4.0;
    }

    /// <summary>The readings of the anchors in the last fit.</summary>
    public ReadOnlySpan<AnchorReading> Readings => _readings;

    /// <summary>True when an anchor looks like the plate and lies where the last fit puts it, within a quarter of a sample (half a pixel at
    /// 720).</summary>
    public bool IsRecognised(AnchorSet anchors, int index) =>
        _readings[index].Seen && _readings[index].Likeness >= RecognisedLikeness && anchors.Anchors[index].Rest(_readings[index], 0, 0) <= _tolerance;

    /// <summary>Iterates from a starting shift. While nothing moves or is covered, one half of the anchors is read in each frame; the readings of the
    /// other half are those of the frame before. Reading is what finding the room costs.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="anchors">The plate's anchors.</param>
    /// <param name="start">Within about two anchor samples of the true shift.</param>
    /// <param name="steps">Largest number of iterations; one is enough while nothing moves.</param>
    public RoomShift Follow(Frame frame, AnchorSet anchors, RoomShift start, int steps)
    {
        var (shift, isHalf) = (start, _still == start);
        _still = null;
        for (var i = 0; i < steps; i++, isHalf = false)
        {
            var isLess = Read(frame, anchors, shift, isHalf);
            var before = shift;
            shift = Solve(anchors.Anchors, before, start);
            if (shift.Distance(before) * _size.Height < Enough && !isLess)
            {
                _still = shift;
                break;
            }
        }

        return shift;
    }

    /// <summary>Reads all anchors in the next frame, because they are others now.</summary>
    public void Restart() => _still = null;

    /// <summary>Reads all anchors, or every second one.</summary>
    /// <returns>True when clearly fewer of every second one are recognised than before.</returns>
    private bool Read(Frame frame, AnchorSet anchors, RoomShift shift, bool isHalf)
    {
        var (before, now) = (0, 0);
        _turn = !_turn;
        for (var k = 0; k < _readings.Length; k++)
        {
            if (!isHalf || AnchorSet.IsWhite(k) == _turn)
            {
                before += IsRecognised(anchors, k) ? 1 : 0;
                _readings[k] = anchors.Read(frame, k, shift);
                now += IsRecognised(anchors, k) ? 1 : 0;
            }
        }

        return isHalf && now * 4 < before * 3;
    }

    private RoomShift Solve(ReadOnlySpan<Anchor> anchors, RoomShift shift, RoomShift start)
    {
        var variance = Variance(anchors.Length);
        // Unknowns: translation right and down, stretch and skew, all in pixels at one picture height from the centre.
        Span<double> step = stackalloc double[Unknowns];
        step.Clear();
        ReadOnlySpan<double> pull =
        [
            (start.X - shift.X) * _size.Height, (start.Y - shift.Y) * _size.Height, (start.Scale - shift.Scale) * _size.Height, (start.Skew - shift.Skew) * _size.Height,
        ];
        for (var round = 0; round < Reweightings; round++)
        {
            Array.Clear(_equations);
            for (var k = 0; k < anchors.Length; k++)
            {
                var weight = Weight(_readings[k]);
                if (weight > 0)
                {
                    Add(anchors[k], _readings[k], round == 0 ? weight : weight * Agreement(anchors[k], _readings[k], step));
                }
            }

            var prior = variance / (ExpectedStep * ExpectedStep);
            for (var i = 0; i < Unknowns; i++)
            {
                _equations[(i * (Unknowns + 1)) + i] += prior;
                _equations[(i * (Unknowns + 1)) + Unknowns] += prior * pull[i];
            }

            Eliminate(step);
        }

        return shift with
        {
            X = shift.X + (step[0] / _size.Height),
            Y = shift.Y + (step[1] / _size.Height),
            Scale = shift.Scale + (step[2] / _size.Height),
            Skew = shift.Skew + (step[3] / _size.Height),
        };
    }

    private static double Weight(AnchorReading reading)
    {
        var surplus = (reading.Likeness - MinLikeness) / (1 - MinLikeness);
        return reading.Seen && surplus > 0 ? surplus * surplus : 0;
    }

    private double Variance(int count)
    {
        var (sum, weights) = (0.0, 0.0);
        for (var k = 0; k < count; k++)
        {
            var weight = Weight(_readings[k]);
            sum += weight * _readings[k].Noise;
            weights += weight;
        }

        return Dependence * (1 + (weights > 0 ? sum / weights : 0));
    }

    /// <summary>1 when the anchor agrees with the step, falling towards 0 with the distance.</summary>
    private double Agreement(Anchor anchor, AnchorReading reading, ReadOnlySpan<double> step)
    {
        var rest = anchor.Rest(reading, step[0] + (step[2] * anchor.X) - (step[3] * anchor.Y), step[1] + (step[2] * anchor.Y) + (step[3] * anchor.X));
        return 1 / (1 + (rest * rest / (_tolerance * _tolerance)));
    }

    private void Add(Anchor a, AnchorReading reading, double weight)
    {
        // Rows of the Jacobian: x moves by (1, 0, X, -Y), y by (0, 1, Y, X).
        ReadOnlySpan<double> ux = [1, 0, a.X, -a.Y];
        ReadOnlySpan<double> uy = [0, 1, a.Y, a.X];
        for (var i = 0; i < Unknowns; i++)
        {
            var (hx, hy) = ((ux[i] * a.XX) + (uy[i] * a.XY), (ux[i] * a.XY) + (uy[i] * a.YY));
            var row = _equations.AsSpan(i * (Unknowns + 1), Unknowns + 1);
            for (var j = 0; j < Unknowns; j++)
            {
                row[j] += weight * ((hx * ux[j]) + (hy * uy[j]));
            }

            row[Unknowns] += weight * ((ux[i] * reading.PullX) + (uy[i] * reading.PullY));
        }
    }

    /// <summary>Gauss elimination; the prior makes the matrix positive definite, so no pivoting is needed.</summary>
    private void Eliminate(Span<double> solution)
    {
        const int Row = Unknowns + 1;
        for (var i = 0; i < Unknowns; i++)
        {
            for (var k = i + 1; k < Unknowns; k++)
            {
                var factor = _equations[(k * Row) + i] / _equations[(i * Row) + i];
                for (var j = i; j < Row; j++)
                {
                    _equations[(k * Row) + j] -= factor * _equations[(i * Row) + j];
                }
            }
        }

        for (var i = Unknowns - 1; i >= 0; i--)
        {
            var sum = _equations[(i * Row) + Unknowns];
            for (var j = i + 1; j < Unknowns; j++)
            {
                sum -= _equations[(i * Row) + j] * solution[j];
            }

            solution[i] = sum / _equations[(i * Row) + i];
        }
    }
}
