using System.Net;
using OpenCvSharp;
using StreamShield.App.Page;
using StreamShield.Core.Frames;
using StreamShield.Devices.Synthetic;
using StreamShield.Tests.EndToEnd;
using Room = StreamShield.Tests.EndToEnd.Room;

namespace StreamShield.Tests.App.Page;

/// <summary>The page's pictures: what goes out, and the raw one under a grant alone.</summary>
[Collection(EndToEndTests.Name)]
public sealed class PagePreviewTests
{
    private static async Task<string> GrantAsync(PageRig rig, string json = "{}") => (await rig.SendAsync("POST", "raw-grant", json)).GetProperty("grant").GetString()!;

    /// <summary>How much of the room's texture a picture has: the mean step between neighbours where the streamer never is.</summary>
    private static double Texture(Mat grey)
    {
        Assert.True(grey.GetArray<byte>(out var pixels));
        var (sum, count, width, height) = (0.0, 0, grey.Width, grey.Height);
        for (var y = 2; y < height / 5; y++)
        {
            for (var x = 1; x < width; x++)
            {
                sum += Math.Abs(pixels[(y * width) + x] - pixels[(y * width) + x - 1]);
                count++;
            }
        }

        return sum / count;
    }

    [Fact]
    public async Task The_output_is_shown_small_and_the_slate_when_the_slate_goes_out()
    {
        await using var rig = await PageRig.StartAsync(7301);
        using (var preview = await rig.OpenPreviewAsync("?view=output&width=160&fps=30"))
        {
            using var picture = await preview.NextGreyAsync();
            Assert.Equal((160, 120), (picture.Width, picture.Height));
            Assert.InRange(Texture(picture), 0, 3);
            await rig.SendAsync("POST", "panic", """{"on":true}""");
            rig.Live.UntilSlate(SlateReason.Panic);
            await preview.NextGreyAsync();
            await preview.NextGreyAsync();
            using var slate = await preview.NextGreyAsync();
            Assert.InRange(slate.Mean().Val0, 10, 60);
            Assert.Equal(PageRig.AlwaysWatching, rig.Live.Session.Pipeline.Watching);
        }

        rig.End();
    }

    [Theory]
    [InlineData("matte")]
    [InlineData("leak")]
    [InlineData("zones")]
    public async Task No_view_but_the_raw_one_shows_the_room_and_nobody_looks_on_once_it_is_closed(string view)
    {
        await using var rig = await PageRig.StartAsync(7302);
        Assert.Equal(PageRig.AlwaysWatching, rig.Live.Session.Pipeline.Watching);
        using (var preview = await rig.OpenPreviewAsync($"?view={view}&width=256"))
        {
            for (var i = 0; i < 5; i++)
            {
                using var picture = await preview.NextGreyAsync();
                Assert.InRange(Texture(picture), 0, 4);
            }

            Assert.Equal(PageRig.AlwaysWatching + (view == "zones" ? 0 : 1), rig.Live.Session.Pipeline.Watching);
        }

        rig.Live.Until("nobody looks on", () => rig.Live.Session.Pipeline.Watching == PageRig.AlwaysWatching);
        rig.End();
    }

    [Fact]
    public async Task Another_camera_is_seen_under_a_grant_alone_and_closed_with_it()
    {
        await using var rig = await PageRig.StartAsync(7308);
        var closed = new TaskCompletionSource();
        rig.OtherCamera = (text, size) => text switch
        {
            "webcam:in use" => null,
            "webcam:desk" => new ClosedCamera(new PatternSource(size), closed),
            _ => throw new ShieldException(SlateReason.SourceMissing, "There is no such camera."),
        };
        await rig.RefusedAsync(HttpStatusCode.Forbidden, "GET", "preview.mjpg?view=camera&camera=webcam:desk");
        var grant = await GrantAsync(rig);
        await rig.RefusedAsync(HttpStatusCode.Forbidden, "GET", $"preview.mjpg?view=camera&camera=webcam:desk&grant={grant}&dock");
        await rig.RefusedAsync(HttpStatusCode.BadRequest, "GET", $"preview.mjpg?view=camera&camera=clip:/etc/hostname&grant={grant}");
        using (var raw = await rig.OpenPreviewAsync($"?view=camera&camera=webcam:in%20use&width=256&fps=30&grant={grant}"))
        {
            using var picture = await raw.NextGreyAsync();
            Assert.True(Texture(picture) > 8);
        }

        using (var other = await rig.OpenPreviewAsync($"?view=camera&camera=webcam:desk&width=160&fps=30&grant={grant}"))
        {
            using var picture = await other.NextGreyAsync();
            Assert.Equal(160, picture.Width);
            using var ended = await rig.TryAsync("DELETE", "raw-grant");
            while (await other.NextAsync() is not null)
            {
            }
        }

        await closed.Task.WaitAsync(TimeSpan.FromSeconds(60));
        rig.End();
    }

    private sealed class ClosedCamera(ISource source, TaskCompletionSource closed) : ISource
    {
        public string Name => source.Name;

        public SourceFormat Open() => source.Open();

        public bool Read(Frame frame) => source.Read(frame);

        public void Dispose()
        {
            source.Dispose();
            closed.TrySetResult();
        }
    }

    [Fact]
    public async Task The_raw_picture_needs_a_grant_and_ends_with_it()
    {
        await using var rig = await PageRig.StartAsync(7303);
        foreach (var path in (string[])["preview.mjpg?view=raw", "still.jpg", "preview.mjpg?view=raw&grant=", "still.jpg?grant=x", $"still.jpg?grant={rig.Token.Text}"])
        {
            await rig.RefusedAsync(HttpStatusCode.Forbidden, "GET", path);
        }

        var grant = await GrantAsync(rig);
        using (var still = Cv2.ImDecode(await rig.Http.GetByteArrayAsync(rig.At($"still.jpg?grant={grant}")), ImreadModes.Grayscale))
        {
            Assert.Equal(Room.Size.Width, still.Width);
            Assert.True(Texture(still) > 8, $"{Texture(still)}: this is no raw picture");
        }

        using (var raw = await rig.OpenPreviewAsync($"?view=raw&width=256&fps=30&grant={grant}"))
        {
            using var picture = await raw.NextGreyAsync();
            Assert.True(Texture(picture) > 8);
            Assert.Equal(grant, await GrantAsync(rig, $$"""{"grant":"{{grant}}"}"""));
            using var ended = await rig.TryAsync("DELETE", "raw-grant");
            Assert.Equal(HttpStatusCode.NoContent, ended.StatusCode);
            while (await raw.NextAsync() is not null)
            {
            }
        }

        await rig.RefusedAsync(HttpStatusCode.Forbidden, "GET", $"still.jpg?grant={grant}");
        await rig.RefusedAsync(HttpStatusCode.Forbidden, "POST", "raw-grant", $$"""{"grant":"{{grant}}"}""");
        rig.End();
    }

    [Fact]
    public async Task A_new_grant_ends_the_old_one()
    {
        await using var rig = await PageRig.StartAsync(7304);
        var first = await GrantAsync(rig);
        var second = await GrantAsync(rig);
        await rig.RefusedAsync(HttpStatusCode.Forbidden, "GET", $"still.jpg?grant={first}");
        using var still = await rig.TryAsync("GET", $"still.jpg?grant={second}");
        Assert.Equal(HttpStatusCode.OK, still.StatusCode);
    }

    [Fact]
    public async Task A_dock_gets_no_raw_picture_whatever_it_asks()
    {
        await using var rig = await PageRig.StartAsync(7305);
        var grant = await GrantAsync(rig);
        await rig.RefusedAsync(HttpStatusCode.Forbidden, "POST", "raw-grant?dock=1");
        await rig.RefusedAsync(HttpStatusCode.Forbidden, "GET", $"still.jpg?grant={grant}&dock=1");
        rig.Http.DefaultRequestHeaders.UserAgent.ParseAdd("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/103.0.0.0 Safari/537.36 OBS/30.1.2");
        await rig.RefusedAsync(HttpStatusCode.Forbidden, "POST", "raw-grant");
        await rig.RefusedAsync(HttpStatusCode.Forbidden, "GET", $"still.jpg?grant={grant}");
        await rig.RefusedAsync(HttpStatusCode.Forbidden, "GET", $"preview.mjpg?view=raw&grant={grant}");
        await rig.GetAsync("state");
    }

    [Theory]
    [InlineData("?view=nothing")]
    [InlineData("?view=output&view=raw")]
    [InlineData("?width=0")]
    [InlineData("?width=99999")]
    [InlineData("?width=1e3")]
    [InlineData("?fps=0")]
    [InlineData("?fps=31")]
    [InlineData("?fps=NaN")]
    [InlineData("?fps=-1")]
    public async Task A_preview_that_is_none_is_refused(string query)
    {
        await using var rig = await PageRig.StartAsync(7306);
        await rig.RefusedAsync(HttpStatusCode.BadRequest, "GET", "preview.mjpg" + query);
    }

    [Fact]
    public async Task Previews_are_few_and_a_place_that_was_left_is_free_again()
    {
        await using var rig = await PageRig.StartAsync(7307);
        var open = new List<MjpegReader>();
        for (var i = 0; i < PreviewRoutes.MaxPreviews; i++)
        {
            open.Add(await rig.OpenPreviewAsync("?width=160"));
        }

        await rig.RefusedAsync(HttpStatusCode.TooManyRequests, "GET", "preview.mjpg?width=160");
        open.ForEach(preview => preview.Dispose());
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        HttpStatusCode status;
        do
        {
            patience.Token.ThrowIfCancellationRequested();
            rig.UntilPictures(1);
            using var answer = await rig.Http.GetAsync(rig.At("preview.mjpg?width=160"), HttpCompletionOption.ResponseHeadersRead);
            status = answer.StatusCode;
        }
        while (status == HttpStatusCode.TooManyRequests);
        Assert.Equal(HttpStatusCode.OK, status);
        rig.End();
    }
}
