using StreamShield.Core.Frames;
using StreamShield.Core.People;
using StreamShield.Core.Pipeline;
using StreamShield.Core.Settings;
using StreamShield.Devices;
using StreamShield.Devices.Synthetic;
using StreamShield.Devices.Tools;
using StreamShield.Tests.Core;

namespace StreamShield.Tests.Devices;

/// <summary>A network camera that goes away while it is on air, and comes back: the slate at once, and the picture again by itself.</summary>
public sealed class CameraReturnTests
{
    private static readonly FrameSize Size = new(160, 96);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public void RTSP_shows_the_slate_and_then_the_picture_again()
    {
        Assert.SkipWhen(ExternalTool.Ffmpeg is null, "ffmpeg, which makes the camera's packets, is not on PATH");
        using var camera = new RtspServer(redirect: null);
        GoesAndReturns($"rtsp://127.0.0.1:{camera.Port}/live", camera.Cut);
        Assert.True(camera.Callers >= 2);
    }

    /// <summary>Meanwhile the phone answers that it is busy.</summary>
    [Fact]
    public void Motion_JPEG_shows_the_slate_and_then_the_picture_again()
    {
        var (callers, gone) = (0, new ManualResetEventSlim());
        using var camera = new HttpAnswers((stream, _) =>
        {
            if (++callers == 2)
            {
                HttpAnswers.Send(stream, "HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n");
                return;
            }

            HttpAnswers.SendPictures(stream, true, new OpenCvSharp.Size(160, 96), UntilCut(callers == 1 ? gone : new ManualResetEventSlim()));
        });
        GoesAndReturns($"http://127.0.0.1:{camera.Port}/video", gone.Set);
        Assert.True(callers >= 3);
    }

    private static IEnumerable<int> UntilCut(ManualResetEventSlim cut)
    {
        while (!cut.Wait(TimeSpan.FromMilliseconds(40)))
        {
            yield return 128;
        }
    }

    private static void GoesAndReturns(string address, Action cut)
    {
        var seen = new Seen();
        using var session = new ShieldSession(
            Size, 25, SourceCatalog.Make(address, new SourceOptions(Size)), ScriptedSegmenter.LeftHalf, new ShieldSettings { People = PeopleChoice.Everyone });
        session.Add(new MemorySink(Size, 1, seen.Add));
        session.Start();
        seen.Wait("the picture", static frame => !frame.IsSlate);
        cut();
        seen.Wait("the slate", static frame => frame.IsSlate);
        seen.Wait("the picture again", static frame => !frame.IsSlate);
        Assert.Null(session.Capture.Trouble);
    }

    /// <summary>The picture that goes out now.</summary>
    private sealed class Seen
    {
        private readonly Lock _gate = new();
        private Func<ShieldedFrame, bool>? _wanted;
        private TaskCompletionSource _found = new();

        public void Add(ShieldedFrame frame)
        {
            lock (_gate)
            {
                if (_wanted?.Invoke(frame) == true)
                {
                    _found.TrySetResult();
                }
            }
        }

        public void Wait(string what, Func<ShieldedFrame, bool> wanted)
        {
            lock (_gate)
            {
                (_wanted, _found) = (wanted, new TaskCompletionSource());
            }

            Assert.True(_found.Task.Wait(Patience), $"Waited in vain for {what}.");
        }
    }
}
