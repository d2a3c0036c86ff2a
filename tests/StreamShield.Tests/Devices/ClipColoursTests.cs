using StreamShield.Core;
using StreamShield.Devices;

namespace StreamShield.Tests.Devices;

public sealed class ClipColoursTests
{
    private static readonly FrameSize Size = new(64, 48);

    /// <summary>What the file is told, a reader hears: a clip and its shielded copy are then shown with the same colours.</summary>
    [SkippableTheory]
    [InlineData(VideoMatrix.Bt601, ".mp4")]
    [InlineData(VideoMatrix.Bt709, ".mp4")]
    [InlineData(VideoMatrix.Untold, ".mp4")]
    [InlineData(VideoMatrix.Bt709, ".mkv")]
    public void A_file_says_of_its_colours_what_it_was_told(VideoMatrix matrix, string extension)
    {
        Skip.If(ExternalTool.Find("ffprobe") is null, "ffprobe is not installed.");
        using var folder = new TempFolder();
        var path = folder.File("clip" + extension);
        using (var sink = new FileSink(path, Size, 25, matrix: matrix))
        using (var picture = new ShieldedFrame(Size))
        {
            sink.Write(picture);
            sink.Write(picture);
            sink.Complete();
        }

        Assert.Equal(matrix, ClipColours.MatrixOf(path));
    }

    [SkippableFact]
    public void A_file_that_is_no_clip_changes_nothing()
    {
        Skip.If(ExternalTool.Find("ffprobe") is null, "ffprobe is not installed.");
        using var folder = new TempFolder();
        var path = folder.File("clip.mp4");
        File.WriteAllText(path, "no clip");

        Assert.Equal(VideoMatrix.Bt601, ClipColours.MatrixOf(path));
    }
}
