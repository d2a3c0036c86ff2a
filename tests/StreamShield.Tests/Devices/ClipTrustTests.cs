using System.Buffers.Binary;
using StreamShield.Core.Frames;
using StreamShield.Devices.Clips;
using StreamShield.Devices.Tools;

namespace StreamShield.Tests.Devices;

/// <summary>A clip's name is no promise: what only names other files opens none of them, and what would fill the memory is not decoded.</summary>
public sealed class ClipTrustTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("ffconcat version 1.0\nfile secret.mp4\n")]
    [InlineData("#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\nsecret.mp4\n#EXT-X-ENDLIST\n")]
    [InlineData("<?xml version=\"1.0\"?><MPD xmlns=\"urn:mpeg:dash:schema:mpd:2011\" mediaPresentationDuration=\"PT1S\" type=\"static\"><Period><AdaptationSet mimeType=\"video/mp4\"><Representation id=\"1\" bandwidth=\"1\"><BaseURL>secret.mp4</BaseURL></Representation></AdaptationSet></Period></MPD>")]
    public void A_list_of_other_files_under_a_clips_name_opens_none_of_them(string list)
    {
        Assert.SkipUnless(ExternalTool.Ffmpeg is not null && ExternalTool.Find("ffprobe") is not null, TestClips.NoFfmpeg);
        TestClips.Ffmpeg("-v", "error", "-f", "lavfi", "-i", "testsrc=s=64x64:d=0.5", "-pix_fmt", "yuv420p", _folder.File("secret.mp4"));
        File.WriteAllText(_folder.File("clip.mp4"), list);
        foreach (var useFfmpeg in (bool[])[true, false])
        {
            using var secret = new ClipSource(_folder.File("secret.mp4"), false, false, useFfmpeg: useFfmpeg);
            Assert.Equal(64, secret.Open().Width);
            using var clip = new ClipSource(_folder.File("clip.mp4"), false, false, useFfmpeg: useFfmpeg);
            Assert.Contains("is not a video", Assert.Throws<ShieldException>(() => clip.Open()).Message, StringComparison.Ordinal);
        }

        Assert.Throws<ShieldException>(() => new ClipSoundSource(_folder.File("clip.mp4")).Open());
    }

    /// <summary>FFmpeg takes "a%03d.png" for all pictures of such names.</summary>
    [Fact]
    public void A_name_that_looks_like_a_pattern_opens_no_other_file()
    {
        Assert.SkipUnless(ExternalTool.Ffmpeg is not null && ExternalTool.Find("ffprobe") is not null, TestClips.NoFfmpeg);
        TestClips.Ffmpeg("-v", "error", "-f", "lavfi", "-i", "testsrc=s=64x64:d=0.5", _folder.File("a%03d.png"));
        File.WriteAllText(_folder.File("a%03d.png"), "no picture");
        using var clip = new ClipSource(_folder.File("a%03d.png"), false, false);
        Assert.Throws<ShieldException>(() => clip.Open());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_clip_of_too_many_pixels_is_refused(bool useFfmpeg)
    {
        Assert.SkipWhen(ExternalTool.Ffmpeg is null, TestClips.NoFfmpeg);
        TestClips.Ffmpeg("-v", "error", "-f", "lavfi", "-i", "color=gray:size=64x64", "-frames:v", "1", "-c:v", "png", _folder.File("clip.png"));
        var file = File.ReadAllBytes(_folder.File("clip.png"));
        BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(16), 30000);
        BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(20), 30000);
        BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(29), Crc(file.AsSpan(12, 17)));
        File.WriteAllBytes(_folder.File("clip.png"), file);
        using var clip = new ClipSource(_folder.File("clip.png"), false, false, largest: new FrameSize(64, 64), useFfmpeg: useFfmpeg);
        Assert.Throws<ShieldException>(() => clip.Open());
    }

    /// <summary>PNG's, bit by bit.</summary>
    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc >> 1) ^ ((crc & 1) * 0xEDB88320);
            }
        }

        return ~crc;
    }
}
