using OpenCvSharp;
using StreamShield.App.Hosting;
using StreamShield.Core.Frames;

namespace StreamShield.App.Auditing;

/// <summary>A clip's moments one after the other, with its finished output or the one that the shield makes now. Two are held by turns, so that one can be made while the other is measured.</summary>
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
    /// <param name="request">Which.</param>
    /// <param name="plate">What the shield knows of the room.</param>
    /// <param name="time">Clock of the session.</param>
    /// <param name="withShield">False when only the clips are wanted.</param>
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

    /// <summary>Pictures that the raw clip promises; 0 when it does not say.</summary>
    public long Promised => _raws.Frames;

    /// <summary>Pictures read or passed over.</summary>
    public long Number => _raws.Number;

    /// <summary>The next moment, valid until the next but one; null at the end. A clip that goes with the raw one and is a little short ends them all.</summary>
    /// <exception cref="UserException">A clip that goes with the raw one holds no picture.</exception>
    public ClipMoment? Next()
    {
        if (!_raws.Read() || !Follows(_outputs, "output") || !Follows(_mattes, "matte"))
        {
            return null;
        }

        (_output, _outputBefore) = (_outputBefore, _output);
        _shield?.Shield(_raws.Frame, _raws.Time, _output);
        return new ClipMoment(_raws.Number, _raws.Picture, _outputs?.Picture ?? _output, _mattes?.Picture);
    }

    /// <summary>Passes over the next moment; false at the end.</summary>
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
