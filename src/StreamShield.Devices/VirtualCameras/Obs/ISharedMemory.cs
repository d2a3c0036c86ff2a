
namespace StreamShield.Devices.VirtualCameras.Obs;

/// <summary>A block of memory shared with another process. Disposing releases our handle.</summary>
internal interface ISharedMemory : IDisposable
{
    /// <summary>Address of the first byte, page aligned; valid until disposed.</summary>
    nint Address { get; }

    /// <summary>Length in bytes.</summary>
    long Bytes { get; }
}
