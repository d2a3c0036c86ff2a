using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using StreamShield.Core.Frames;

namespace StreamShield.Devices.Cameras;

/// <summary>Lists DirectShow's video capture devices in the order in which OpenCV numbers them. Slot numbers follow objidl.h, oaidl.h and strmif.h.</summary>
[SupportedOSPlatform("windows")]
internal static unsafe partial class DirectShowCameras
{
    private const uint InProcessServer = 1;
    private const int ModeChanged = unchecked((int)0x80010106); // RPC_E_CHANGED_MODE: COM is already initialized on this thread, which is fine
    private const int StringVariant = 8;

    private static readonly Guid SystemDeviceEnumerator = new("62BE5D10-60EB-11D0-BD3B-00A0C911CE86");
    private static readonly Guid CreateDevEnum = new("29840822-5B84-11D0-BD3B-00A0C911CE86");
    private static readonly Guid VideoInputCategory = new("860BB310-5D01-11D0-BD3B-00A0C911CE86");
    private static readonly Guid PropertyBag = new("55272A00-42CB-11CE-8135-00AA004BB851");
    private static readonly Guid BaseFilter = new("56A86895-0AD4-11CE-B03A-0020AF0BA770");

    /// <summary>Lists all video capture devices.</summary>
    /// <exception cref="ShieldException">DirectShow is missing or broken.</exception>
    public static IReadOnlyList<CameraDevice> List()
    {
        var entered = CoInitializeEx(null, 0);
        if (entered < 0 && entered != ModeChanged)
        {
            throw Broken(entered);
        }

        try
        {
            return Enumerate();
        }
        finally
        {
            if (entered >= 0)
            {
                CoUninitialize();
            }
        }
    }

    private static List<CameraDevice> Enumerate()
    {
        var cameras = new List<CameraDevice>();
        var (classId, interfaceId, category) = (SystemDeviceEnumerator, CreateDevEnum, VideoInputCategory);
        void* pointer = null;
        var result = CoCreateInstance(&classId, null, InProcessServer, &interfaceId, &pointer);
        if (result < 0)
        {
            throw Broken(result);
        }

        using var devices = new ComObject(pointer);
        void* enumerator = null;
        // ICreateDevEnum::CreateClassEnumerator; returns S_FALSE and no enumerator if the category is empty.
        result = ((delegate* unmanaged[Stdcall]<void*, Guid*, void**, uint, int>)devices.Slot(3))(devices.This, &category, &enumerator, 0);
        if (result < 0)
        {
            throw Broken(result);
        }

        using var monikers = new ComObject(enumerator);
        while (!monikers.IsNull)
        {
            void* next = null;
            // IEnumMoniker::Next
            if (((delegate* unmanaged[Stdcall]<void*, uint, void**, uint*, int>)monikers.Slot(3))(monikers.This, 1, &next, null) != 0)
            {
                break;
            }

            using var moniker = new ComObject(next);
            cameras.Add(Describe(moniker, cameras.Count));
        }

        return cameras;
    }

    private static CameraDevice Describe(ComObject moniker, int index)
    {
        var (name, path) = ($"camera {index}", "");
        using (var bag = Bind(moniker, 9, PropertyBag)) // IMoniker::BindToStorage
        {
            if (!bag.IsNull)
            {
                name = Property(bag, "FriendlyName") ?? name;
                path = Property(bag, "DevicePath") ?? "";
            }
        }

        using var filter = Bind(moniker, 8, BaseFilter); // IMoniker::BindToObject
        // Only hardware has a path; what else is in the list is fed by a program.
        return filter.IsNull
            ? new CameraDevice(index, name, path, [], "Its driver does not answer: unplug it and plug it in again, or install its driver anew.") { StablePath = path, IsVirtual = path.Length == 0 }
            : new CameraDevice(index, name, path, DirectShowModes.Of(filter)) { StablePath = path, IsVirtual = path.Length == 0 };
    }

    // BindToObject and BindToStorage take the same arguments: bind context, moniker to the left, interface id, result.
    private static ComObject Bind(ComObject moniker, int slot, Guid id)
    {
        void* target = null;
        var result = ((delegate* unmanaged[Stdcall]<void*, void*, void*, Guid*, void**, int>)moniker.Slot(slot))(moniker.This, null, null, &id, &target);
        return result >= 0 ? new ComObject(target) : default;
    }

    private static string? Property(ComObject bag, string name)
    {
        // A VARIANT: type at 0, value at 8; 24 bytes on 64-bit Windows, 16 on 32-bit.
        var variant = stackalloc byte[24];
        new Span<byte>(variant, 24).Clear();
        fixed (char* text = name)
        {
            // IPropertyBag::Read
            if (((delegate* unmanaged[Stdcall]<void*, char*, void*, void*, int>)bag.Slot(3))(bag.This, text, variant, null) < 0)
            {
                return null;
            }
        }

        var value = *(ushort*)variant == StringVariant ? Marshal.PtrToStringBSTR(*(nint*)(variant + 8)) : null;
        _ = VariantClear(variant);
        return string.IsNullOrWhiteSpace(value) ? null : value.Trim();
    }

    private static ShieldException Broken(int result) => new(SlateReason.SourceMissing,
        $"Windows cannot list its cameras (DirectShow error 0x{result:X8}): on an N edition of Windows install the Media Feature Pack, otherwise restart the computer.");

    [LibraryImport("ole32")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static partial int CoInitializeEx(void* reserved, uint model);

    [LibraryImport("ole32")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static partial void CoUninitialize();

    [LibraryImport("ole32")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static partial int CoCreateInstance(Guid* classId, void* outer, uint context, Guid* interfaceId, void** result);

    [LibraryImport("oleaut32")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static partial int VariantClear(void* variant);
}
