using StreamShield.App.Benching;
using StreamShield.Core.Frames;
using StreamShield.Tests.Onnx;

namespace StreamShield.Tests.App.Benching;

public sealed class FrameStockTests
{
    /// <summary>A cut between the last frame and the first would be measured as a streamer who vanishes.</summary>
    [Fact]
    public void Frames_run_forwards_and_backwards_without_a_cut()
    {
        var root = ReferenceModelTests.Root;
        Assert.SkipWhen(root is null, "The samples were not found.");
        using var stock = new FrameStock(Path.Combine(root, "samples", "demo.mp4"), new FrameSize(1280, 720), TimeProvider.System);
        Frame[] frames = [.. Enumerable.Range(0, stock.Count).Select(i => stock[i])];
        Assert.Equal(stock.Count, frames.Distinct().Count());
        var order = Enumerable.Range(0, 3 * stock.Count).Select(i => Array.IndexOf(frames, stock[i])).ToArray();
        Assert.All(order.Zip(order.Skip(1)), static step => Assert.Equal(1, Math.Abs(step.First - step.Second)));
    }
}
