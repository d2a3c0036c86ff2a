
namespace StreamShield.Devices.VirtualCameras.Obs;

/// <summary>A block of memory that another process reads. Disposing gives up our share of it.</summary>
internal interface ISharedMemory : IDisposable
{
    /// <summary>First byte, page aligned; valid until disposed.</summary>
    nint Address { get; }

    /// <summary>Length in bytes.</summary>
    long Bytes { get; }
}
