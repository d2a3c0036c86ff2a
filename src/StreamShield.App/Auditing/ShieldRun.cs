using OpenCvSharp;
using StreamShield.App.Offline;
using StreamShield.Core.Compositing;
using StreamShield.Core.Frames;
using StreamShield.Core.Pipeline;
using StreamShield.Core.Registration;
using StreamShield.Core.Settings;
using StreamShield.Devices.Clips;
using StreamShield.Onnx;

namespace StreamShield.App.Auditing;

/// <summary>
/// The shield as the audit uses it: takes raw frames and returns pictures as viewers would decode them. A frame on which a stage fails becomes the slate.
/// </summary>
internal sealed class ShieldRun : IDisposable
{
    private readonly FrameShield _shield;
    private readonly ShieldedFrame _picture;
    private readonly Slate _slate;
    private readonly ClipClock _clock = new();

    /// <summary>Opens the model.</summary>
    /// <param name="size">Size of all frames.</param>
    /// <param name="request">Model and threads.</param>
    /// <param name="settings">Effect, zones, people and plate.</param>
    /// <exception cref="ShieldException">The model or the settings cannot be used.</exception>
    public ShieldRun(FrameSize size, AuditRequest request, ShieldSettings settings)
    {
        _shield = new FrameShield(size, ModelStore.ForThisUser().Open(request.Model, request.Threads), settings, _clock);
        _picture = new ShieldedFrame(size);
        _slate = new Slate(size);
    }

    /// <summary>Movement of the camera since the plate was captured.</summary>
    public RoomShift Shift => _shield.Room.Shift;

    /// <summary>Why frames were hidden whole.</summary>
    public HiddenTally Slates { get; } = new();

    /// <summary>Shields one frame.</summary>
    /// <param name="frame">A stamped frame.</param>
    /// <param name="time">Its time, from the first picture.</param>
    /// <param name="output">Receives the picture, BGR.</param>
    /// <returns>False when everything was hidden.</returns>
    public bool Shield(Frame frame, TimeSpan time, Mat output)
    {
        // Start the clock above zero, as real clocks do.
        _clock.MoveTo(time + TimeSpan.FromSeconds(1));
        frame.Stamp(frame.Id, _clock.GetTimestamp());
        try
        {
            _shield.Shield(frame, _picture);
        }
        catch (ShieldException e)
        {
            _slate.Draw(e.Reason, _picture);
            Slates.Add(frame.Id, e.Reason, e.Message);
        }

        using var nv12 = Mat.FromPixelData(frame.Size.Height * 3 / 2, frame.Size.Width, MatType.CV_8UC1, _picture.Address);
        Cv2.CvtColor(nv12, output, ColorConversionCodes.YUV2BGR_NV12);
        return !_picture.IsSlate;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _shield.Dispose();
        _picture.Dispose();
    }
}
