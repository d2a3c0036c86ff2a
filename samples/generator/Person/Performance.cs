using System.Numerics;
using StreamShield.DemoClip.Geometry;

namespace StreamShield.DemoClip.Person;

/// <summary>The play: who does what when. It ends as it begins, and waits while nobody is in the picture: long enough for a shield to capture the room by itself.</summary>
internal sealed class Performance
{
    private static readonly float[] BlinkTimes = [0.55f, 2.15f, 4.35f, 5.2f, 8.75f, 9.45f];

    private readonly Curve _rootX = new((5.05f, 0f), (6.5f, -122f), (7.2f, -122f), (8.65f, 0f));
    private readonly Curve _rootY = new((5.0f, 0f), (5.85f, 12f), (7.6f, 12f), (8.65f, 0f));
    private readonly Curve _torsoYaw = new(
        (0.8f, 0f), (1.5f, 0.12f), (2.1f, 0f), (5.0f, 0f), (5.6f, -0.62f), (6.6f, -0.5f), (7.2f, 0.3f), (7.8f, 0.3f), (8.7f, 0f));
    private readonly Curve _torsoPitch = new(
        (0.4f, 0.02f), (1.5f, 0.07f), (2.3f, 0.01f), (3.9f, 0.03f), (4.7f, 0.02f), (5.3f, 0.15f), (5.9f, 0.05f), (7.4f, 0.05f),
        (8.1f, 0.14f), (8.9f, 0.02f));
    private readonly Curve _torsoRoll = new(
        (0.3f, 0f), (1.3f, -0.035f), (2.2f, 0.02f), (3.0f, 0.055f), (4.2f, 0f), (5.1f, 0f), (5.6f, 0.12f), (6.2f, 0.08f),
        (7.3f, -0.1f), (8.0f, -0.08f), (8.8f, 0f));
    private readonly Curve _headYaw = new(
        (0.65f, 0f), (1.15f, 0.46f), (1.75f, 0.42f), (2.2f, -0.04f), (3.9f, -0.04f), (4.3f, 0.02f), (4.75f, 0.02f),
        (5.2f, -0.5f), (6.4f, -0.3f), (7.2f, 0.45f), (7.9f, 0.2f), (8.6f, 0f));
    private readonly Curve _headPitch = new(
        (0.2f, 0f), (0.6f, 0.05f), (1.2f, 0.02f), (1.7f, 0.08f), (2.2f, -0.04f), (2.7f, 0.03f), (3.1f, -0.03f), (3.6f, 0.02f),
        (4.3f, 0.08f), (4.7f, 0.0f), (5.4f, 0.1f), (6f, 0f), (7.7f, 0.02f), (8.2f, 0.16f), (8.8f, 0.02f), (9.1f, -0.04f),
        (9.5f, 0f));
    private readonly Curve _headRoll = new(
        (0.3f, 0f), (1.3f, 0.06f), (2.1f, -0.02f), (2.6f, -0.11f), (3.5f, -0.08f), (4.2f, 0.03f), (5.2f, 0.0f), (5.6f, 0.1f),
        (7.5f, -0.08f), (8.6f, 0.05f), (9.4f, 0f));
    private readonly Curve _gazeYaw = new(
        (0.55f, 0f), (0.7f, 0.32f), (1.1f, 0.12f), (1.8f, 0.12f), (1.95f, -0.2f), (2.3f, 0f), (4.9f, 0f), (5.02f, -0.4f),
        (5.5f, -0.1f), (7.6f, -0.3f), (8.6f, 0f));
    private readonly Curve _gazePitch = new(
        (1.0f, 0f), (1.2f, 0.1f), (1.7f, 0.12f), (2.0f, 0f), (4.1f, 0f), (4.3f, 0.14f), (4.6f, 0.12f), (4.75f, 0f), (8.0f, 0f),
        (8.15f, 0.15f), (8.6f, 0f));
    private readonly Curve _smile = new(
        (0f, 0.5f), (0.8f, 0.35f), (1.8f, 0.4f), (2.5f, 1f), (3.7f, 0.9f), (4.5f, 0.3f), (8.2f, 0.3f), (8.9f, 0.75f),
        (10f, 0.5f));
    private readonly Curve _brows = new((2.1f, 0f), (2.4f, 0.8f), (3.2f, 0.4f), (4f, 0f), (8.7f, 0f), (9f, 0.7f), (9.6f, 0f));
    private readonly Curve _armRaise = new((1.95f, 0f), (2.6f, 1f), (3.75f, 1f), (4.45f, 0f));
    private readonly Curve _talk = new(
        (4.3f, 0f), (4.4f, 1f), (4.95f, 1f), (5.05f, 0f), (8.95f, 0f), (9.05f, 0.8f), (9.5f, 0.8f), (9.6f, 0f));

    private const float Length = 10f;
    private const float Gone = 6.8f;
    private const float Wait = 1.2f;

    /// <summary>How long the clip runs, in seconds.</summary>
    public const float Duration = Length + Wait;

    /// <summary>The pose at a time of the clip in seconds.</summary>
    public Pose At(float time)
    {
        time = time < Gone ? time : MathF.Max(Gone, time - Wait);
        float breathPhase = time / Length * 3f * MathF.Tau;
        float sway = time / Length * 2f * MathF.Tau;
        float raise = _armRaise.At(time);
        float wave = MathF.Sin((time - 2.5f) * 1.75f * MathF.Tau) * raise;
        float chatter = MathF.Abs(MathF.Sin(time * 9.1f)) * 0.6f + MathF.Abs(MathF.Sin(time * 14.3f + 1f)) * 0.4f;
        float stride = MathF.Sin(time * 7.5f) * Scalar.Step(0f, 30f, MathF.Abs(_rootX.At(time)));
        return new Pose
        {
            Root = new Vector3(_rootX.At(time) + 0.35f * MathF.Sin(sway), _rootY.At(time) + 0.8f * stride, 0.3f * MathF.Sin(sway + 1f)),
            TorsoYaw = _torsoYaw.At(time) + 0.012f * MathF.Sin(sway + 0.5f),
            TorsoPitch = _torsoPitch.At(time),
            TorsoRoll = _torsoRoll.At(time) + 0.02f * stride,
            Breath = 0.5f - 0.5f * MathF.Cos(breathPhase),
            HeadYaw = _headYaw.At(time) + 0.015f * MathF.Sin(sway * 2f),
            HeadPitch = _headPitch.At(time) + 0.012f * MathF.Sin(sway * 3f + 2f) + 0.03f * _talk.At(time) * MathF.Sin(time * 6f),
            HeadRoll = _headRoll.At(time) + 0.01f * MathF.Sin(sway * 2f + 1f),
            GazeYaw = _gazeYaw.At(time),
            GazePitch = _gazePitch.At(time),
            Blink = BlinkAt(time),
            Smile = _smile.At(time),
            MouthOpen = _talk.At(time) * chatter,
            BrowRaise = _brows.At(time),
            ArmRaise = raise,
            Wave = wave,
        };
    }

    private static float BlinkAt(float time)
    {
        float shut = 0f;
        foreach (float start in BlinkTimes)
        {
            float t = time - start;
            float amount = t < 0.09f ? Scalar.Step(0f, 0.09f, t) : 1f - Scalar.Step(0.12f, 0.26f, t);
            shut = MathF.Max(shut, t < 0f ? 0f : amount);
        }

        return shut;
    }
}
