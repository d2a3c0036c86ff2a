using StreamShield.Core.Frames;
using StreamShield.Core.Plates;

namespace StreamShield.Core.Rooms;

/// <summary>Decides when the plate in use takes over what was learnt. Not thread-safe; allocates nothing.</summary>
/// <param name="learner">What was learnt; borrowed.</param>
/// <param name="time">The clock that stamps the frames.</param>
internal sealed class PlateUpdates(PlateLearner learner, TimeProvider time)
{
    /// <summary>A learnt plate is first used after this time: until then nothing but the model tells the room from the streamer. Then it is updated after
    /// twice as long each time, because it changes less and less.</summary>
    private static readonly TimeSpan FirstUpdate = TimeSpan.FromSeconds(0.75);
    private static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(30);

    /// <summary>Time between two updates of a captured plate found wrong somewhere.</summary>
    private static readonly TimeSpan MendingWait = TimeSpan.FromSeconds(10);

    /// <summary>Share of the picture that must look different for a learnt plate to drop what it claims there before its next update: a lamp was
    /// switched, a chair moved.</summary>
    private const double Changed = 0.005;

    /// <summary>Least time between two such corrections.</summary>
    private static readonly TimeSpan DropWait = TimeSpan.FromSeconds(1);

    private long? _since;
    private long _lastDrop;
    private TimeSpan _next = FirstUpdate;

    /// <summary>Starts for a plate that was captured.</summary>
    public void BeginCaptured() => (_since, _next) = (null, MendingWait);

    /// <summary>Starts for a plate that is yet to be learnt.</summary>
    public void BeginLearning() => (_since, _next) = (null, FirstUpdate);

    /// <summary>Brings a plate up to date when it is time. Call it after each frame that was learnt from.</summary>
    /// <param name="plate">Changed in place.</param>
    /// <param name="origin">How it was made; <see cref="PlateOrigin.None"/> when it is yet to be learnt.</param>
    /// <param name="now">Time stamp of the frame.</param>
    /// <returns>True when the plate changed.</returns>
    public bool Apply(Plate plate, PlateOrigin origin, long now)
    {
        var waited = time.GetElapsedTime(_since ??= now, now);
        if (waited < _next)
        {
            return origin == PlateOrigin.Learnt && DropContradicted(plate, now);
        }

        if (origin is PlateOrigin.Captured or PlateOrigin.SelfCaptured)
        {
            _next = waited + MendingWait;
            if (!learner.HasCorrected)
            {
                return false;
            }

            learner.HasCorrected = false;
        }
        else
        {
            _next = waited + TimeSpan.FromTicks(Math.Clamp(waited.Ticks, FirstUpdate.Ticks, MaxWait.Ticks));
            learner.Contradicted = 0;
        }

        learner.Plate.CopyTo(plate);
        return true;
    }

    /// <summary>What has changed is not claimed any longer. It is claimed again with the next update: what rests there for a moment is not the room
    /// yet.</summary>
    private bool DropContradicted(Plate plate, long now)
    {
        if (learner.Contradicted <= Changed * plate.Size.Pixels || time.GetElapsedTime(_lastDrop, now) < DropWait)
        {
            return false;
        }

        (_lastDrop, learner.Contradicted) = (now, 0);
        plate.LowerConfidence(learner.Plate);
        return true;
    }
}
