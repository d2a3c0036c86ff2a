using StreamShield.Core.Frames;

namespace StreamShield.Core.Registration;

/// <summary>
/// Finds the shift that brings the most anchors together: Gauss-Newton over all of them at once, each weighted by how well it is recognised and how well it agrees with
/// the others (iteratively re-weighted, Cauchy). The shift before pulls weakly, so that what the anchors do not determine stays. Allocates only when made.
/// </summary>
internal sealed class ShiftFit
{
    private const int Unknowns = 4;
    private const int Reweightings = 3;

    /// <summary>Anchors less alike than this are taken for covered.</summary>
    private const float MinLikeness = 0.3f;

    /// <summary>The least likeness of a recognised anchor: below it unrelated pictures pass by chance, above it noisy ones fail.</summary>
    private const float RecognisedLikeness = 0.8f;

    /// <summary>How far, in pixels, the corners may have gone in one frame as far as the pull of the shift before is concerned.</summary>
    private const double UsualStep = 0.5;

    /// <summary>The samples' errors are not independent (the picture is smooth): their variance counts this many times.</summary>
    private const double Dependence = 4;

    /// <summary>A step below this many pixels ends the search.</summary>
    private const double Enough = 0.06;

    private readonly FrameSize _size;
    private readonly double _tolerance;
    private readonly AnchorReading[] _readings = new AnchorReading[AnchorSet.Max];
    private readonly double[] _equations = new double[Unknowns * (Unknowns + 1)];

    /// <summary>A fit for frames of one size.</summary>
    public ShiftFit(FrameSize size)
    {
        _size = size;
        _tolerance = AnchorSet.Step(size) / 4.0;
    }

    /// <summary>What the last fit read of each anchor.</summary>
    public ReadOnlySpan<AnchorReading> Readings => _readings;

    /// <summary>Whether an anchor looks like the plate and is where the last fit has it, within a quarter of a sample (half a pixel at 720).</summary>
    public bool IsRecognised(AnchorSet anchors, int index) =>
        _readings[index].Seen && _readings[index].Likeness >= RecognisedLikeness && anchors.Anchors[index].Rest(_readings[index], 0, 0) <= _tolerance;

    /// <summary>Starts from a shift and follows the anchors.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="anchors">The plate's anchors.</param>
    /// <param name="start">Near the truth: within about two samples of the anchors.</param>
    /// <param name="steps">Most steps; one suffices while nothing moves.</param>
    public RoomShift Follow(Frame frame, AnchorSet anchors, RoomShift start, int steps)
    {
        var shift = start;
        for (var i = 0; i < steps; i++)
        {
            for (var k = 0; k < anchors.Count; k++)
            {
                _readings[k] = anchors.Read(frame, k, shift);
            }

            var before = shift;
            shift = Solve(anchors.Anchors, before, start);
            if (shift.Distance(before) * _size.Height < Enough)
            {
                break;
            }
        }

        return shift;
    }

    private RoomShift Solve(ReadOnlySpan<Anchor> anchors, RoomShift shift, RoomShift start)
    {
        var variance = Variance(anchors.Length);
        // Unknowns: shift right and down, stretch and skew, all in pixels at one picture height from the centre.
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

            var prior = variance / (UsualStep * UsualStep);
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

    /// <summary>1 when the anchor wants what the step does, towards 0 the farther it is from that.</summary>
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
