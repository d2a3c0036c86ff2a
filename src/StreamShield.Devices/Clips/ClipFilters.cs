using System.Globalization;

namespace StreamShield.Devices.Clips;

/// <summary>Builds the ffmpeg filter chain that converts a clip's pictures to BGR as they should be displayed, each with its timestamp.</summary>
internal static class ClipFilters
{
    private const double DefaultRate = 30;

    /// <summary>
    /// Maps high dynamic range to a standard display; requires an ffmpeg built with zimg. Levels up to half of a standard display's 100 nits are unchanged;
    /// brighter ones, up to 1000 nits, are compressed.
    /// </summary>
    private const string ToneMap = "zscale=t=linear:npl=100,format=gbrpf32le,zscale=p=bt709,tonemap=tonemap=mobius:param=0.5:desat=0:peak=10,zscale=t=bt709:m=bt709:r=tv,format=yuv420p";

    /// <summary>A command line that does the same, to run on a machine whose ffmpeg supports it.</summary>
    public const string ToneMapLine = $"ffmpeg -i IN -vf {ToneMap} OUT.mp4";

    /// <summary>Builds the chain.</summary>
    /// <param name="clip">The clip.</param>
    /// <param name="width">Width of every output picture.</param>
    /// <param name="height">Height of every output picture.</param>
    public static string Chain(ClipInfo clip, int width, int height)
    {
        List<string> chain = [];
        if (clip.MayBeInterlaced)
        {
            // Only pictures flagged as interlaced are deinterlaced; the others pass unchanged.
            chain.Add("yadif=deint=interlaced");
        }

        chain.Add("crop=trunc(iw/2)*2:trunc(ih/2)*2:0:0");
        if (clip.HasAlpha)
        {
            chain.Add("format=gbrap,premultiply=inplace=1");
        }

        chain.Add(@"scale=trunc(iw*max(1\,sar)/2)*2:trunc(ih*max(1\,1/sar)/2)*2,setsar=1");
        // A clip that changes size midway is letterboxed.
        chain.Add($"scale={width}:{height}:force_original_aspect_ratio=decrease,pad={width}:{height}:(ow-iw)/2:(oh-ih)/2");
        if (clip.HdrCurve is { } curve)
        {
            chain.Add($"zscale=tin={curve}:min={clip.HdrMatrix}:pin=bt2020:{ToneMap["zscale=".Length..]}");
        }

        chain.Add(Times(clip));
        chain.Add("format=bgr24");
        return string.Join(',', chain);
    }

    /// <summary>Duration of a picture if the clip does not say: one period of its rate, or of 30 fps.</summary>
    public static TimeSpan Period(ClipInfo clip) => TimeSpan.FromSeconds(1 / (clip.FramesPerSecond > 0 ? clip.FramesPerSecond : DefaultRate));

    /// <summary>
    /// Measures timestamps from the start of the file. A missing timestamp, or one that goes backwards, is replaced by the previous one plus one period. Values
    /// are multiplied by 1000: Matroska counts whole milliseconds, which thus stand for microseconds.
    /// </summary>
    private static string Times(ClipInfo clip)
    {
        var start = clip.FileStart.TotalSeconds.ToString("0.######", CultureInfo.InvariantCulture);
        var period = Period(clip).TotalSeconds.ToString("0.######", CultureInfo.InvariantCulture);
        return $"setpts='if(isnan(PREV_OUTPTS),if(isnan(PTS),0,1000*(PTS-round({start}/TB))),PREV_OUTPTS+1000*if(gt(PTS,PREV_INPTS),PTS-PREV_INPTS,max(1,round({period}/TB))))'";
    }
}
