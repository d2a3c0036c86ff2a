using System.IO.MemoryMappedFiles;
using System.Runtime.Versioning;

namespace StreamShield.Devices.VirtualCameras.Obs;

/// <summary>Named shared memory. Windows frees it when the last process closes it.</summary>
internal sealed unsafe class NamedMemory : ISharedMemory
{
    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;
    private bool _disposed;

    private NamedMemory(MemoryMappedFile file)
    {
        _file = file;
        _view = file.CreateViewAccessor();
        byte* first = null;
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref first);
        Address = (nint)first;
    }

    /// <inheritdoc/>
    public nint Address { get; }

    /// <inheritdoc/>
    public long Bytes => _view.Capacity;

    /// <summary>Creates zeroed memory.</summary>
    /// <returns>Null if the name is already in use.</returns>
    [SupportedOSPlatform("windows")]
    public static NamedMemory? TryCreate(string name, long bytes)
    {
        try
        {
            return new NamedMemory(MemoryMappedFile.CreateNew(name, bytes));
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>Opens existing memory.</summary>
    /// <returns>Null if it does not exist.</returns>
    [SupportedOSPlatform("windows")]
    public static NamedMemory? TryOpen(string name)
    {
        try
        {
            return new NamedMemory(MemoryMappedFile.OpenExisting(name));
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        _view.SafeMemoryMappedViewHandle.ReleasePointer();
        _view.Dispose();
        _file.Dispose();
    }
}
