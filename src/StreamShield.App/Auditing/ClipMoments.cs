using OpenCvSharp;
using StreamShield.App.Hosting;
using StreamShield.App.Offline;
using StreamShield.Core.Frames;
using StreamShield.Core.Registration;

namespace StreamShield.App.Auditing;

/// <summary>
/// Reads a clip's moments in order, with its finished output or one that the shield makes now. Double-buffered: one moment can be prepared while the previous
/// one is measured.
/// </summary>
internal sealed class ClipMoments : IDisposable
{
    private readonly AuditRequest _request;
    private readonly ClipReader _raws;
    private readonly ClipReader? _outputs;
    private readonly ClipReader? _mattes;
    private readonly ShieldRun? _shield;
    private Mat _output = new();
    private Mat _outputBefore = new();

    /// <summary>Opens the clips.</summary>
    /// <param name="request">Names the clips.</param>
    /// <param name="plate">The plate for the shield; null for none.</param>
    /// <param name="time">The clock.</param>
    /// <param name="withShield">False if only the clips are needed.</param>
    /// <exception cref="ShieldException">A clip or the model cannot be used.</exception>
    public ClipMoments(AuditRequest request, Plate? plate, TimeProvider time, bool withShield = true)
    {
        _request = request;
        _raws = new ClipReader(request.Raw, time, orientation: request.Plate.Room.Orientation);
        try
        {
            _outputs = request.Output is null ? null : new ClipReader(request.Output, time, Size);
            _mattes = request.Matte is null ? null : new ClipReader(request.Matte, time, Size);
            _shield = request.Output is null && withShield ? new ShieldRun(Size, request, request.Settings! with { Plate = plate }) : null;
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Size of all pictures.</summary>
    public FrameSize Size => _raws.Size;

    /// <summary>Number of pictures that the raw clip announces; 0 if it does not say.</summary>
    public long Promised => _raws.Frames;

    /// <summary>Number of pictures read or skipped.</summary>
    public long Number => _raws.Number;

    /// <summary>Movement of the camera since the plate was captured; null when the output is not made here.</summary>
    public RoomShift? Shift => _shield?.Shift;

    /// <summary>Why frames were hidden whole.</summary>
    public HiddenTally? Slates => _shield?.Slates;

    /// <summary>Reads the next moment, valid until the next call but one; null at the end. The shortest of the clips ends them all.</summary>
    /// <exception cref="UserException">The output or the matte has no pictures.</exception>
    public ClipMoment? Next()
    {
        if (!_raws.Read() || !Follows(_outputs, "output") || !Follows(_mattes, "matte"))
        {
            return null;
        }

        (_output, _outputBefore) = (_outputBefore, _output);
        var isSlate = _shield?.Shield(_raws.Frame, _raws.Time, _output) == false;
        return new ClipMoment(_raws.Number, _raws.Picture, _outputs?.Picture ?? _output, isSlate, _mattes?.Picture);
    }

    /// <summary>Skips the next moment. False at the end.</summary>
    public bool Skip() => _raws.Skip() && _outputs?.Skip() != false && _mattes?.Skip() != false;

    /// <inheritdoc/>
    public void Dispose()
    {
        _raws.Dispose();
        _outputs?.Dispose();
        _mattes?.Dispose();
        _shield?.Dispose();
        _output.Dispose();
        _outputBefore.Dispose();
    }

    private bool Follows(ClipReader? clip, string what)
    {
        if (clip is null || clip.Read())
        {
            return true;
        }

        return _raws.Number > 1 ? false : throw new UserException($"The {what} of '{_request.Raw}' holds no picture: it does not belong to this clip.");
    }
}
