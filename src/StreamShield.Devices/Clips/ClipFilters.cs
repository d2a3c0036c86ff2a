using System.Globalization;

namespace StreamShield.Devices.Clips;

/// <summary>The chain of ffmpeg's filters that makes a clip's pictures BGR as they are to be seen, each with its time.</summary>
internal static class ClipFilters
{
    private const double DefaultRate = 30;

    /// <summary>
    /// Turns high dynamic range to what a usual screen shows; ffmpeg must have been built with zimg for it. Up to half of a usual screen's 100 nits everything stays as it is; what is brighter, to 1000 nits, is
    /// pressed together above.
    /// </summary>
    private const string ToneMap = "zscale=t=linear:npl=100,format=gbrpf32le,zscale=p=bt709,tonemap=tonemap=mobius:param=0.5:desat=0:peak=10,zscale=t=bt709:m=bt709:r=tv,format=yuv420p";

    /// <summary>The line that does the same where this machine's ffmpeg cannot.</summary>
    public const string ToneMapLine = $"ffmpeg -i IN -vf {ToneMap} OUT.mp4";

    /// <summary>A chain.</summary>
    /// <param name="clip">The clip.</param>
    /// <param name="width">Of every picture that comes out.</param>
    /// <param name="height">Of every picture that comes out.</param>
    public static string Chain(ClipInfo clip, int width, int height)
    {
        List<string> chain = [];
        if (clip.MayBeInterlaced)
        {
            // Each picture says for itself whether it is; the others pass as they are.
            chain.Add("yadif=deint=interlaced");
        }

        chain.Add("crop=trunc(iw/2)*2:trunc(ih/2)*2:0:0");
        if (clip.HasAlpha)
        {
            chain.Add("format=gbrap,premultiply=inplace=1");
        }

        chain.Add(@"scale=trunc(iw*max(1\,sar)/2)*2:trunc(ih*max(1\,1/sar)/2)*2,setsar=1");
        // What changes its size midway is letterboxed.
        chain.Add($"scale={width}:{height}:force_original_aspect_ratio=decrease,pad={width}:{height}:(ow-iw)/2:(oh-ih)/2");
        if (clip.HdrCurve is { } curve)
        {
            chain.Add($"zscale=tin={curve}:min={clip.HdrMatrix}:pin=bt2020:{ToneMap["zscale=".Length..]}");
        }

        chain.Add(Times(clip));
        chain.Add("format=bgr24");
        return string.Join(',', chain);
    }

    /// <summary>How long a picture lasts when nothing says so.</summary>
    public static TimeSpan Period(ClipInfo clip) => TimeSpan.FromSeconds(1 / (clip.FramesPerSecond > 0 ? clip.FramesPerSecond : DefaultRate));

    /// <summary>
    /// Counts a picture's time from the file's beginning, and where a time is lacking or goes back lets the picture follow the one before. Times are a thousand times what they are:
    /// Matroska counts whole milliseconds, so that these are microseconds.
    /// </summary>
    private static string Times(ClipInfo clip)
    {
        var start = clip.FileStart.TotalSeconds.ToString("0.######", CultureInfo.InvariantCulture);
        var period = Period(clip).TotalSeconds.ToString("0.######", CultureInfo.InvariantCulture);
        return $"setpts='if(isnan(PREV_OUTPTS),if(isnan(PTS),0,1000*(PTS-round({start}/TB))),PREV_OUTPTS+1000*if(gt(PTS,PREV_INPTS),PTS-PREV_INPTS,max(1,round({period}/TB))))'";
    }
}
