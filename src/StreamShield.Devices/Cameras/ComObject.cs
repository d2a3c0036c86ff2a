using System.Runtime.Versioning;

namespace StreamShield.Devices.Cameras;

/// <summary>Owns one reference to a COM object and calls it by slot number in its documented vtable.</summary>
[SupportedOSPlatform("windows")]
internal readonly unsafe struct ComObject : IDisposable
{
    private readonly void* _pointer;

    public ComObject(void* pointer) => _pointer = pointer;

    public bool IsNull => _pointer == null;

    /// <summary>The object pointer: the first argument of every call.</summary>
    public void* This => _pointer;

    /// <summary>The function in a vtable slot; IUnknown occupies slots 0 to 2.</summary>
    public void* Slot(int number) => (*(void***)_pointer)[number];

    /// <summary>Queries another interface of the object; null if it does not implement it. The caller disposes the result.</summary>
    public ComObject As(Guid id)
    {
        void* other = null;
        var result = ((delegate* unmanaged[Stdcall]<void*, Guid*, void**, int>)Slot(0))(_pointer, &id, &other);
        return result >= 0 ? new ComObject(other) : default;
    }

    public void Dispose()
    {
        if (_pointer != null)
        {
            _ = ((delegate* unmanaged[Stdcall]<void*, uint>)Slot(2))(_pointer);
        }
    }
}
