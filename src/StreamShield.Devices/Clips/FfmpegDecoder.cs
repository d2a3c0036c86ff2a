using OpenCvSharp;
using StreamShield.Core.Frames;
using StreamShield.Devices.Sources;
using StreamShield.Devices.Tools;

namespace StreamShield.Devices.Clips;

/// <summary>Decodes a clip with the <c>ffmpeg</c> command, which delivers the pictures through a pipe.</summary>
internal sealed class FfmpegDecoder : IClipDecoder
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>After a timestamp that goes backwards, ffmpeg writes timestamps that are this close together.</summary>
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
    /// <param name="path">Path of an existing clip.</param>
    /// <param name="info">The clip's properties.</param>
    /// <param name="loop">True to repeat the clip endlessly.</param>
    /// <param name="largest">Larger pictures are scaled down to fit this; null keeps the clip's size.</param>
    /// <param name="threads">Number of decoder threads.</param>
    /// <exception cref="ShieldException">Its high dynamic range cannot be converted, or ffmpeg cannot be started.</exception>
    public FfmpegDecoder(string path, ClipInfo info, bool loop, FrameSize? largest, int threads)
    {
        Info = info;
        var scale = largest is { } size ? Math.Min(1, Math.Min((double)size.Width / info.Width, (double)size.Height / info.Height)) : 1;
        (_width, _height) = (Even(info.Width * scale), Even(info.Height * scale));
        _picture = new Lazy<Mat>(() => new Mat(_height, _width, MatType.CV_8UC3));
        if (info.HdrCurve is { } curve && !CanToneMap)
        {
            throw new ShieldException(SlateReason.SourceMissing,
                $"The clip '{path}' is in high dynamic range ({(curve == "smpte2084" ? "PQ" : "HLG")}), which this computer's ffmpeg cannot convert to standard dynamic range: do it with one that has zscale, {ClipFilters.ToneMapLine}.");
        }

        string[] decoder = info.Decoder is { } name && Lists("-decoders", name) ? ["-c:v", name] : [];
        // A loop counts timestamps on by itself; otherwise keep the file's clock, which the sound uses as well.
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

    /// <summary>The last line that ffmpeg printed, for clips that deliver no picture.</summary>
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
        ToolProcess.RunAndRead(ExternalTool.Ffmpeg!, ["-hide_banner", kind], Patience)?.Contains($" {name} ", StringComparison.Ordinal) == true;
}
