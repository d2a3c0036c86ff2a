using OpenCvSharp;
using StreamShield.Audit.Measures;

namespace StreamShield.Audit.Attacks;

/// <summary>
/// Sabra, Maiti, Jadliwala 2022 ("Background Buster"): removes the hidden layer (within 20 levels, dilated by the width of its soft edge) and the person.
/// Colours that are rare over time at a pixel of the person's mask are taken out of the mask and count as room.
/// </summary>
internal sealed unsafe class BackgroundBuster : IReconstruction
{
    private const int Tolerance = 20;
    private const int SoftEdge = 19;
    private const int Rare = 5;

    // Colours are quantized before they are compared, so that sensor noise does not make each of them rare.
    private const int Steps = 5;

    /// <inheritdoc/>
    public string Name => "Sabra, Maiti, Jadliwala 2022";

    /// <inheritdoc/>
    public string Idea => "Removes the hidden layer and the person; colours that a place of the person rarely has over time count as room.";

    /// <inheritdoc/>
    public Mat Rebuild(IReadOnlyList<Seen> frames, Mat hiddenLayer)
    {
        var masks = new List<Mat>();
        using var soft = Canvas.Shape(SoftEdge);
        using var difference = new Mat();
        foreach (var frame in frames)
        {
            Cv2.Absdiff(frame.Output, hiddenLayer, difference);
            using var same = new Mat();
            Cv2.InRange(difference, Scalar.All(0), Scalar.All(Tolerance), same);
            Cv2.Dilate(same, same, soft);
            using var person = frame.Person.Clone();
            RemoveRare(frame, frames, person);
            var mask = new Mat();
            Cv2.BitwiseOr(same, person, mask);
            Cv2.BitwiseNot(mask, mask);
            masks.Add(mask);
        }

        var picture = Canvas.Fill(frames, masks);
        masks.ForEach(mask => mask.Dispose());
        return picture;
    }

    private static void RemoveRare(Seen frame, IReadOnlyList<Seen> frames, Mat person)
    {
        var mask = person.Bytes();
        var own = (byte*)frame.Output.Data;
        var others = frames.Select(other => other.Output.Data).ToArray();
        for (var i = 0; i < mask.Length; i++)
        {
            if (mask[i] == 0)
            {
                continue;
            }

            var like = 0;
            foreach (var other in others)
            {
                like += IsAlike(own + (i * 3), (byte*)other + (i * 3)) ? 1 : 0;
            }

            // Every frame matches itself, which means nothing.
            if ((like - 1) * 100 < Rare * others.Length)
            {
                mask[i] = 0;
            }
        }
    }

    private static bool IsAlike(byte* one, byte* two) =>
        one[0] >> Steps == two[0] >> Steps && one[1] >> Steps == two[1] >> Steps && one[2] >> Steps == two[2] >> Steps;
}
