using OpenCvSharp;
using StreamShield.Core.Frames;
using StreamShield.Devices.Sources;
using StreamShield.Devices.Tools;

namespace StreamShield.Devices.Clips;

/// <summary>Decodes a clip by the <c>ffmpeg</c> command, which hands the pictures over through a pipe.</summary>
internal sealed class FfmpegDecoder : IClipDecoder
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>A clock that goes back makes ffmpeg write times that are hardly apart.</summary>
    private static readonly TimeSpan HardlyApart = TimeSpan.FromMicroseconds(2);

    private readonly ToolProcess _ffmpeg;
    private readonly MatroskaReader _reader;
    private readonly FrameFitter _fitter = new();
    private readonly Lazy<Mat> _picture;
    private readonly int _width;
    private readonly int _height;
    private TimeSpan _last = TimeSpan.MinValue;
    private TimeSpan _added;

    /// <summary>Starts ffmpeg.</summary>
    /// <param name="path">The clip, which exists.</param>
    /// <param name="info">What it is.</param>
    /// <param name="loop">True to begin again and again.</param>
    /// <param name="largest">Pictures larger than this are made smaller; null for live use is wrong for none.</param>
    /// <param name="threads">Threads that decode.</param>
    /// <exception cref="ShieldException">Its high dynamic range cannot be shown right, or ffmpeg cannot be started.</exception>
    public FfmpegDecoder(string path, ClipInfo info, bool loop, FrameSize? largest, int threads)
    {
        Info = info;
        var scale = largest is { } size ? Math.Min(1, Math.Min((double)size.Width / info.Width, (double)size.Height / info.Height)) : 1;
        (_width, _height) = (Even(info.Width * scale), Even(info.Height * scale));
        _picture = new Lazy<Mat>(() => new Mat(_height, _width, MatType.CV_8UC3));
        if (info.HdrCurve is { } curve && !CanToneMap)
        {
            throw new ShieldException(SlateReason.SourceMissing,
                $"The clip '{path}' is in high dynamic range ({(curve == "smpte2084" ? "PQ" : "HLG")}), which this computer's ffmpeg cannot turn to usual colours: do it with one that has zscale, {ClipFilters.ToneMapLine}.");
        }

        string[] decoder = info.Decoder is { } name && Lists("-decoders", name) ? ["-c:v", name] : [];
        // A loop counts on by itself; otherwise the file's own clock stays, which the sound is read by as well.
        string[] clock = loop ? ["-stream_loop", "-1"] : ["-copyts"];
        _ffmpeg = new ToolProcess(ExternalTool.Ffmpeg!, [
            "-v", "error", "-nostdin", "-threads", $"{threads}", .. decoder, .. clock, .. FfmpegInput.Of(path), "-map", $"0:{info.Stream}",
            "-vf", ClipFilters.Chain(info, _width, _height), "-enc_time_base", "1:1000", .. ExternalTool.FfmpegFrameTimes("passthrough"), "-c:v", "rawvideo", "-f", "matroska", "-allow_raw_vfw", "1", "-flush_packets", "1", "pipe:1",
        ]);
        _reader = new MatroskaReader(_ffmpeg.Output);
    }

    /// <inheritdoc/>
    public ClipInfo Info { get; }

    /// <inheritdoc/>
    public TimeSpan Time => TimeSpan.FromMicroseconds(_reader.Time) + _added;

    /// <summary>What ffmpeg said last; for a clip that gave no picture.</summary>
    public string LastWords => _ffmpeg.WaitForExit(Patience) ? _ffmpeg.LastLine : "";

    private static bool CanToneMap => Lists("-filters", "zscale") && Lists("-filters", "tonemap");

    /// <inheritdoc/>
    public bool Next()
    {
        try
        {
            if (!_reader.Next())
            {
                return false;
            }
        }
        catch (EndOfStreamException)
        {
            return false;
        }

        var time = TimeSpan.FromMicroseconds(_reader.Time);
        if (_last != TimeSpan.MinValue && time - _last <= HardlyApart)
        {
            _added += ClipFilters.Period(Info);
        }

        _last = time;
        return true;
    }

    /// <inheritdoc/>
    public bool Retrieve(Frame frame)
    {
        try
        {
            if ((frame.Size.Width, frame.Size.Height) == (_width, _height))
            {
                _reader.Read(frame.Pixels);
                return true;
            }

            unsafe
            {
                _reader.Read(new Span<byte>(_picture.Value.DataPointer, _width * _height * 3));
            }

            _fitter.Fit(_picture.Value, frame);
            return true;
        }
        catch (EndOfStreamException)
        {
            return false;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _ffmpeg.Dispose();
        _fitter.Dispose();
        if (_picture.IsValueCreated)
        {
            _picture.Value.SetTo(Scalar.Black);
            _picture.Value.Dispose();
        }
    }

    private static int Even(double side) => Math.Max(2, (int)Math.Round(side / 2) * 2);

    private static bool Lists(string kind, string name) =>
        ToolProcess.Ask(ExternalTool.Ffmpeg!, ["-hide_banner", kind], Patience)?.Contains($" {name} ", StringComparison.Ordinal) == true;
}
