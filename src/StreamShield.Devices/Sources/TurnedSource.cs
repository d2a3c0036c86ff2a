using OpenCvSharp.Internal;
using StreamShield.Core.Frames;

namespace StreamShield.Devices.Sources;

/// <summary>Rotates or mirrors another source's pictures. Allocates nothing per picture after the first.</summary>
public sealed class TurnedSource : ISource
{
    private readonly Orientation _orientation;
    private readonly FrameHeaders _headers = new();
    private FramePool? _pool;
    private Frame? _frame;

    private TurnedSource(ISource inner, Orientation orientation)
    {
        Inner = inner;
        _orientation = orientation;
    }

    /// <summary>The wrapped source.</summary>
    public ISource Inner { get; }

    /// <inheritdoc/>
    public string Name => Inner.Name;

    /// <summary>Wraps a source so that its pictures are rotated or mirrored; returns it unchanged if there is nothing to do.</summary>
    /// <param name="source">The source; its ownership passes to the result.</param>
    /// <param name="orientation">The rotation and mirroring to apply.</param>
    public static ISource Over(ISource source, Orientation orientation)
    {
        orientation.Validate();
        return orientation == default ? source : new TurnedSource(source, orientation);
    }

    /// <summary>The wrapped source, or the source itself if it is not wrapped.</summary>
    public static ISource Within(ISource source) => source is TurnedSource turned ? turned.Inner : source;

    /// <inheritdoc/>
    public SourceFormat Open()
    {
        var format = Inner.Open();
        return _orientation.SwapsSides ? format with { Width = format.Height, Height = format.Width } : format;
    }

    /// <inheritdoc/>
    public bool Read(Frame frame)
    {
        ArgumentNullException.ThrowIfNull(frame);
        var size = _orientation.Before(frame.Size);
        if (_frame?.Size != size)
        {
            Forget();
            _pool = new FramePool(size, 1);
            _frame = _pool.Rent();
        }

        if (!Inner.Read(_frame))
        {
            return false;
        }

        Turn(_frame, frame);
        return true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Inner.Dispose();
        Forget();
        _headers.Dispose();
    }

    private void Turn(Frame from, Frame to)
    {
        // OpenCV's flip codes: 1 is horizontal, 0 vertical, -1 both.
        int? flip = (_orientation.Turn, _orientation.Mirror) switch
        {
            (0, true) or (90, false) => 1,
            (90, true) => null,
            (180, false) or (270, true) => -1,
            _ => 0,
        };
        var target = _headers.Over(to).CvPtr;
        NativeMethods.HandleException(NativeMethods.core_InputArray_new_byMat(_headers.Over(from).CvPtr, out var source));
        NativeMethods.HandleException(NativeMethods.core_InputArray_new_byMat(target, out var turned));
        NativeMethods.HandleException(NativeMethods.core_OutputArray_new_byMat(target, out var output));
        if (_orientation.SwapsSides)
        {
            NativeMethods.HandleException(NativeMethods.core_transpose(source, output));
        }

        if (flip is { } way)
        {
            NativeMethods.HandleException(NativeMethods.core_flip(_orientation.SwapsSides ? turned : source, output, way));
        }

        NativeMethods.HandleException(NativeMethods.core_OutputArray_delete(output));
        NativeMethods.HandleException(NativeMethods.core_InputArray_delete(turned));
        NativeMethods.HandleException(NativeMethods.core_InputArray_delete(source));
        GC.KeepAlive(_headers);
    }

    private void Forget()
    {
        _frame?.Dispose();
        _pool?.Dispose();
        _headers.Clear();
        (_frame, _pool) = (null, null);
    }
}
