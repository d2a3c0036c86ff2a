using StreamShield.Core.Frames;
using StreamShield.Core.Mattes;

namespace StreamShield.Onnx;

/// <summary>A segmenter on ONNX Runtime: one synchronous run per frame on the caller's thread. Inputs and outputs lie in its own memory, bound once.
/// The model's bytes are checked against the manifest and not read again. Not thread-safe.</summary>
public sealed class OnnxSegmenter : ISegmenter
{
    private readonly ModelSession _model;
    private readonly FrameTensor _frame;
    private readonly AlphaReader _reader;
    private Matte _spare;
    private FrameSize _lastSize;

    private OnnxSegmenter(ModelSession model, FrameTensor frame)
    {
        _model = model;
        _frame = frame;
        _reader = new AlphaReader(model.Manifest.Output, model.Manifest.Name, model.OutputWidth * model.OutputHeight);
        _spare = new Matte(model.OutputWidth, model.OutputHeight);
    }

    /// <summary>Manifest of the model.</summary>
    public ModelManifest Manifest => _model.Manifest;

    /// <inheritdoc/>
    public string Name => _model.Manifest.Name;

    /// <inheritdoc/>
    public ReadOnlySpan<byte> SmallFrame => MattesAreFrames ? _frame.Small : [];

    /// <inheritdoc/>
    public bool TakesHints => MattesAreFrames && (Manifest.PlateInput ?? Manifest.PriorInput) is not null;

    /// <inheritdoc/>
    public bool FollowsStreamer => TakesHints && Manifest.Output.Everybody is not null;

    /// <inheritdoc/>
    public bool HasMemory => Manifest.Memories.Count > 0;

    private bool MattesAreFrames => (Manifest.Input.Width, Manifest.Input.Height) == (_model.OutputWidth, _model.OutputHeight);

    /// <summary>Checks the bytes against the manifest, creates a session, checks its inputs and outputs, and runs it once on a grey picture, so that
    /// a wrong model fails here and the first frame is not slow.</summary>
    /// <param name="manifest">Manifest of the model.</param>
    /// <param name="model">The whole model file. Not kept.</param>
    /// <param name="threads">Threads within one run, 1..64; 1 uses only the caller's thread.</param>
    /// <exception cref="ShieldException">Wrong hash, not a model, inputs or outputs that differ from the manifest, or an output that is not
    /// alpha.</exception>
    public static OnnxSegmenter Load(ModelManifest manifest, byte[] model, int threads = 1)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        ArgumentNullException.ThrowIfNull(model);
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(threads, 64);
        ModelFile.CheckHash(manifest, model);
        var frame = new FrameTensor(manifest.Input);
        try
        {
            var session = new ModelSession(manifest, model, frame, threads);
            var segmenter = new OnnxSegmenter(session, frame);
            try
            {
                segmenter.WarmUp();
                return segmenter;
            }
            catch
            {
                session.Dispose();
                throw;
            }
        }
        catch
        {
            frame.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public (int Width, int Height) MatteSize(FrameSize frame)
    {
        var place = PlaceInOutput(Placement.Of(Manifest.Input, frame));
        return (place.Width, place.Height);
    }

    /// <inheritdoc/>
    public void Segment(Frame frame, Matte everybody)
    {
        ArgumentNullException.ThrowIfNull(everybody);
        if ((everybody.Width, everybody.Height) != (_spare.Width, _spare.Height))
        {
            _spare.Dispose();
            _spare = new Matte(everybody.Width, everybody.Height);
        }

        _model.Hints.Clear();
        _model.Forget();
        Run(frame, _spare, everybody);
    }

    /// <inheritdoc/>
    public void Segment(Frame frame, SegmenterHints hints, Matte? prior, Matte streamer, Matte everybody)
    {
        ArgumentNullException.ThrowIfNull(frame);
        ArgumentNullException.ThrowIfNull(hints);
        if (prior is null || frame.Size != _lastSize)
        {
            _model.Forget();
        }

        if (TakesHints)
        {
            var place = Placement.Of(Manifest.Input, frame.Size);
            CheckSize(place, hints.Width, hints.Height);
            CheckSize(place, prior?.Width ?? place.Width, prior?.Height ?? place.Height);
            _model.Hints.Fill(hints, prior, place);
        }

        Run(frame, streamer, everybody);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _spare.Dispose();
        _model.Dispose();
        _frame.Dispose();
    }

    private void Run(Frame frame, Matte streamer, Matte everybody)
    {
        ArgumentNullException.ThrowIfNull(frame);
        ArgumentNullException.ThrowIfNull(streamer);
        ArgumentNullException.ThrowIfNull(everybody);
        var place = Placement.Of(Manifest.Input, frame.Size);
        var cut = PlaceInOutput(place);
        CheckSize(cut, streamer.Width, streamer.Height);
        CheckSize(cut, everybody.Width, everybody.Height);
        streamer.Clear();
        everybody.Clear();
        _lastSize = frame.Size;
        _frame.Fill(frame, place);
        _model.Run();
        _reader.Read(_model.Output, cut, streamer.Alpha, everybody.Alpha);
        streamer.Stamp(frame.Id);
        everybody.Stamp(frame.Id);
    }

    private Placement PlaceInOutput(Placement place) => place.On(_model.OutputWidth, _model.OutputHeight);

    private void CheckSize(Placement place, int width, int height)
    {
        if (width != place.Width || height != place.Height)
        {
            throw new ArgumentException($"The model '{Name}' fills mattes of {place.Width}x{place.Height} for such a frame and was given one of {width}x{height}.");
        }
    }

    private void WarmUp()
    {
        _model.Run();
        _reader.Read(_model.Output, Placement.Whole(_spare.Width, _spare.Height), _spare.Alpha, _spare.Alpha);
        _spare.Clear();
        _model.Forget();
    }
}
