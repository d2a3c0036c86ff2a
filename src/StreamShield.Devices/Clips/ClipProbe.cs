using System.Globalization;
using System.Text.Json;
using StreamShield.Core.Frames;
using StreamShield.Devices.Pixels;
using StreamShield.Devices.Tools;

namespace StreamShield.Devices.Clips;

/// <summary>Runs <c>ffprobe</c>, which comes with ffmpeg, to find out what a file contains, and selects the streams to use.</summary>
internal static class ClipProbe
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Still-image codecs: next to a video stream they are its cover picture.</summary>
    private static readonly string[] Stills = ["mjpeg", "png", "bmp", "gif", "webp", "tiff", "jpeg2000", "jpegxl"];

    /// <summary>Codecs whose headers may mark interlaced pictures as progressive.</summary>
    private static readonly string[] CallInterlacedProgressive = ["mpeg1video", "mpeg2video", "prores", "dvvideo"];

    private static readonly string[] AlphaFormats = ["yuva", "rgba", "bgra", "argb", "abgr", "gbrap", "ya8", "ya16", "pal8"];

    /// <summary>True if both ffmpeg and ffprobe are installed.</summary>
    public static bool IsReady => ExternalTool.Ffmpeg is not null && ExternalTool.Find("ffprobe") is not null;

    /// <summary>Probes a file. Requires <see cref="IsReady"/>.</summary>
    /// <param name="path">Path of the file.</param>
    /// <returns>Null if ffprobe finds no video in it.</returns>
    public static ClipInfo? Read(string path)
    {
        using var answer = RunProbe(path);
        if (answer is null)
        {
            return null;
        }

        var streams = Streams(answer).ToList();
        var pictures = streams.Where(stream => stream.Type == "video" && !stream.IsCover && stream.Whole("width") > 0)
            .OrderBy(stream => Stills.Contains(stream.Text("codec_name"))).ThenByDescending(stream => stream.IsDefault).ThenByDescending(stream => stream.Whole("width") * stream.Whole("height"))
            .ToList();
        if (pictures.Count == 0)
        {
            return null;
        }

        var sounds = streams.Where(stream => stream.Type == "audio").OrderByDescending(stream => stream.IsDefault).ToList();
        var file = new ProbedPart(answer.RootElement.TryGetProperty("format", out var format) ? format : default);
        var info = Pictures(pictures[0], file);
        return info with { Sound = SoundOf(sounds), Notes = [.. LeftOutNotes(streams, pictures[0]), .. SoundNotes(sounds), .. ChangeNotes(info)] };
    }

    /// <summary>The sound track to use; null if the file has none or cannot be read.</summary>
    public static ClipTrack? Sound(string path)
    {
        using var answer = RunProbe(path);
        return answer is null ? null : SoundOf([.. Streams(answer).Where(stream => stream.Type == "audio").OrderByDescending(stream => stream.IsDefault)]);
    }

    private static JsonDocument? RunProbe(string path)
    {
        string[] arguments = ["-v", "error", "-show_streams", "-show_format", "-of", "json", .. FfmpegInput.Of(path)];
        var answer = ToolProcess.RunAndRead(ExternalTool.Find("ffprobe")!, arguments, Patience);
        return answer is null ? null : JsonDocument.Parse(answer);
    }

    private static IEnumerable<ProbedPart> Streams(JsonDocument answer) =>
        answer.RootElement.TryGetProperty("streams", out var streams) ? streams.EnumerateArray().Select(stream => new ProbedPart(stream)) : [];

    private static ClipTrack? SoundOf(List<ProbedPart> sounds) => sounds.Count == 0 ? null : new ClipTrack((int)sounds[0].Whole("index"), (int)sounds[0].Whole("channels"));

    private static ClipInfo Pictures(ProbedPart stream, ProbedPart file)
    {
        var (width, height) = Upright(stream);
        if (width < 2 || height < 2)
        {
            _ = new FrameSize((int)stream.Whole("width"), (int)stream.Whole("height"));
        }

        var rate = new[] { stream.Ratio("avg_frame_rate"), stream.Ratio("r_frame_rate") }.FirstOrDefault(rate => rate is > 0 and <= 240);
        var duration = stream.Number("duration") is var own and > 0 ? own : file.Number("duration");
        // The index also counts pictures that an edit list leaves out.
        var (count, lasting) = (stream.Whole("nb_frames"), (long)(duration * rate));
        var counted = count > 0 && (lasting == 0 || count <= lasting + Math.Max(2, lasting / 100));
        var hdr = stream.Text("color_transfer") is "smpte2084" or "arib-std-b67" ? stream.Text("color_transfer") : null;
        var codec = stream.Text("codec_name");
        var alphaMode = codec is "vp8" or "vp9" && stream.Tag("alpha_mode") == "1";
        return new ClipInfo
        {
            Stream = (int)stream.Whole("index"),
            Codec = codec,
            Width = width,
            Height = height,
            FramesPerSecond = rate,
            FrameCount = counted ? count : lasting,
            IsCounted = counted,
            TimeBase = stream.Text("time_base") is { Length: > 0 } unit ? unit.Replace('/', ':') : null,
            PicturesStart = TimeSpan.FromSeconds(stream.Number("start_time")),
            FileStart = TimeSpan.FromSeconds(file.Number("start_time")),
            Duration = TimeSpan.FromSeconds(duration),
            Matrix = hdr is not null ? VideoMatrix.Bt709 : MatrixOf(stream.Text("color_space")),
            HdrCurve = hdr,
            MayBeInterlaced = stream.Text("field_order") != "progressive" || CallInterlacedProgressive.Contains(codec),
            HdrMatrix = stream.Text("color_space") is { Length: > 0 } space and not "unknown" ? space : "bt2020nc",
            HasAlpha = alphaMode || AlphaFormats.Any(name => stream.Text("pix_fmt").StartsWith(name, StringComparison.Ordinal)),
            Decoder = alphaMode ? codec == "vp8" ? "libvpx" : "libvpx-vp9" : null,
        };
    }

    private static VideoMatrix MatrixOf(string space) => space switch
    {
        "bt709" or "bt2020nc" or "bt2020c" => VideoMatrix.Bt709,
        "" or "unknown" => VideoMatrix.Unspecified,
        _ => VideoMatrix.Bt601,
    };

    /// <summary>Display size: pixels made square by enlarging, rotated by quarter turns, an odd last row or column cropped.</summary>
    private static (int Width, int Height) Upright(ProbedPart stream)
    {
        var aspect = stream.Ratio("sample_aspect_ratio", ':') is var ratio and > 0 ? ratio : 1;
        var width = Even(Even(stream.Whole("width")) * Math.Max(1, aspect));
        var height = Even(Even(stream.Whole("height")) * Math.Max(1, 1 / aspect));
        return Math.Abs(Math.Abs(stream.Rotation) % 180 - 90) < 45 ? (height, width) : (width, height);
    }

    private static int Even(double side) => (int)(side / 2) * 2;

    private static IEnumerable<string> LeftOutNotes(List<ProbedPart> streams, ProbedPart taken)
    {
        foreach (var stream in streams.Where(stream => stream.Type == "video" && stream.Whole("index") != taken.Whole("index")))
        {
            var what = stream.IsCover || Stills.Contains(stream.Text("codec_name")) ? "a cover picture" : "a second video";
            yield return $"Left out of the clip: {what}, stream {stream.Label}.";
        }
    }

    private static IEnumerable<string> SoundNotes(List<ProbedPart> sounds)
    {
        if (sounds.Count > 1)
        {
            yield return $"The clip has {sounds.Count} sound tracks: {sounds[0].Label} is taken, left out: {string.Join(", ", sounds.Skip(1).Select(sound => sound.Label))}.";
        }
    }

    private static IEnumerable<string> ChangeNotes(ClipInfo info)
    {
        if (info.HasAlpha)
        {
            yield return "Where the clip's pictures are transparent, black is taken behind them.";
        }
    }

    /// <summary>A stream, or the whole file, in ffprobe's output.</summary>
    private readonly record struct ProbedPart(JsonElement Json)
    {
        public string Type => Text("codec_type");

        public bool IsDefault => Disposition("default");

        public bool IsCover => Disposition("attached_pic") || Disposition("still_image") || Disposition("timed_thumbnails");

        /// <summary>Degrees counter-clockwise; 0 if there is no rotation.</summary>
        public double Rotation
        {
            get
            {
                if (Json.TryGetProperty("side_data_list", out var list))
                {
                    foreach (var data in list.EnumerateArray())
                    {
                        if (data.TryGetProperty("rotation", out var rotation) && rotation.ValueKind == JsonValueKind.Number)
                        {
                            return rotation.GetDouble();
                        }
                    }
                }

                return ParseNumber(Tag("rotate"));
            }
        }

        /// <summary>Such as "1 (aac, eng, 'Microphone')".</summary>
        public string Label
        {
            get
            {
                var words = new[] { Text("codec_name"), Tag("language") is var language and not "und" ? language : "", Tag("title") is { Length: > 0 } title ? $"'{title}'" : "" };
                return $"{Whole("index")} ({string.Join(", ", words.Where(word => word.Length > 0))})";
            }
        }

        public string Text(string field) => Json.ValueKind == JsonValueKind.Object && Json.TryGetProperty(field, out var value) ? value.ToString() : "";

        public string Tag(string name)
        {
            if (Json.TryGetProperty("tags", out var tags))
            {
                foreach (var tag in tags.EnumerateObject().Where(tag => tag.Name.Equals(name, StringComparison.OrdinalIgnoreCase)))
                {
                    return tag.Value.ToString();
                }
            }

            return "";
        }

        public long Whole(string field) => long.TryParse(Text(field), NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number : 0;

        public double Number(string field) => ParseNumber(Text(field));

        public double Ratio(string field, char sign = '/')
        {
            var parts = Text(field).Split(sign);
            return parts.Length == 2 && ParseNumber(parts[1]) is var under && under > 0 ? ParseNumber(parts[0]) / under : 0;
        }

        private static double ParseNumber(string text) =>
            double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : 0;

        private bool Disposition(string name) =>
            Json.TryGetProperty("disposition", out var all) && all.TryGetProperty(name, out var set) && set.ValueKind == JsonValueKind.Number && set.GetInt32() == 1;
    }
}
