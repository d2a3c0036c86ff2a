using System.IO.MemoryMappedFiles;
using System.Runtime.Versioning;

namespace StreamShield.Devices.VirtualCameras.Obs;

/// <summary>Memory that other processes find by its name. Windows frees it with its last holder.</summary>
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

    /// <summary>New memory, zeroed.</summary>
    /// <returns>Null when somebody holds that name already.</returns>
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

    /// <summary>Memory that somebody holds.</summary>
    /// <returns>Null when nobody does.</returns>
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
