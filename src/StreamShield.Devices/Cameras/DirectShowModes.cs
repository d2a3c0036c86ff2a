using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace StreamShield.Devices.Cameras;

/// <summary>Reads the modes of a DirectShow capture filter through IAMStreamConfig on its output pins.</summary>
[SupportedOSPlatform("windows")]
internal static unsafe class DirectShowModes
{
    private const int OutputDirection = 1;
    private const int MaxCapabilities = 512;

    private static readonly Guid StreamConfig = new("C6E13340-30AC-11D0-A18C-00A0C9118956");

    /// <summary>The modes of all output pins, without duplicates.</summary>
    public static IReadOnlyList<CameraMode> Of(ComObject filter)
    {
        var modes = new List<CameraMode>();
        void* enumerator = null;
        // IBaseFilter::EnumPins
        if (((delegate* unmanaged[Stdcall]<void*, void**, int>)filter.Slot(10))(filter.This, &enumerator) < 0)
        {
            return modes;
        }

        using var pins = new ComObject(enumerator);
        while (!pins.IsNull)
        {
            void* next = null;
            // IEnumPins::Next
            if (((delegate* unmanaged[Stdcall]<void*, uint, void**, uint*, int>)pins.Slot(3))(pins.This, 1, &next, null) != 0)
            {
                break;
            }

            using var pin = new ComObject(next);
            var direction = 0;
            // IPin::QueryDirection
            if (((delegate* unmanaged[Stdcall]<void*, int*, int>)pin.Slot(9))(pin.This, &direction) >= 0 && direction == OutputDirection)
            {
                using var config = pin.As(StreamConfig);
                AddModes(config, modes);
            }
        }

        return DirectShowFormat.Merge(modes);
    }

    private static void AddModes(ComObject config, List<CameraMode> modes)
    {
        var (count, length) = (0, 0);
        // IAMStreamConfig::GetNumberOfCapabilities
        if (config.IsNull
            || ((delegate* unmanaged[Stdcall]<void*, int*, int*, int>)config.Slot(5))(config.This, &count, &length) < 0
            || length is < 0 or > MaxCapabilities)
        {
            return;
        }

        var capabilities = stackalloc byte[MaxCapabilities];
        for (var i = 0; i < count; i++)
        {
            MediaType* type = null;
            // IAMStreamConfig::GetStreamCaps
            if (((delegate* unmanaged[Stdcall]<void*, int, MediaType**, byte*, int>)config.Slot(6))(config.This, i, &type, capabilities) != 0 || type == null)
            {
                continue;
            }

            var block = type->Format == null ? default : new ReadOnlySpan<byte>(type->Format, (int)type->FormatLength);
            if (DirectShowFormat.Read(type->Sub, type->FormatKind, block, new ReadOnlySpan<byte>(capabilities, length)) is { } mode)
            {
                modes.Add(mode);
            }

            Free(type);
        }
    }

    // Same as DeleteMediaType in DirectShow's base classes.
    private static void Free(MediaType* type)
    {
        Marshal.FreeCoTaskMem((nint)type->Format);
        new ComObject(type->Unknown).Dispose();
        Marshal.FreeCoTaskMem((nint)type);
    }
}
