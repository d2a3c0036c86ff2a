using StreamShield.Core.Frames;
using StreamShield.Devices.Synthetic;
using StreamShield.Devices.VirtualCameras;

namespace StreamShield.Tests.Devices.VirtualCameras;

/// <summary>A virtual camera whose state the test decides.</summary>
internal sealed class FakeCamera(string name, bool ready, bool isHere = true) : IVirtualCamera
{
    public string Name => name;

    public string Form => name;

    public string SystemName => "Mars";

    public bool IsOfThisSystem => isHere;

    /// <summary>What <see cref="LeaveSlate"/> was given.</summary>
    public List<(string Argument, byte[] Picture, double Rate)> Left { get; } = [];

    public VirtualCameraOffer Probe(string argument) => new(argument.Length > 0 ? $"{name}:{argument}" : name, $"{name} camera", ready, ready ? "Good." : $"Install {name}.");

    public ISink MakeSink(string argument, FrameSize size, double framesPerSecond) => new MemorySink(size);

    public void LeaveSlate(string argument, ShieldedFrame slate, double framesPerSecond)
    {
        lock (Left)
        {
            Left.Add((argument, slate.Nv12.ToArray(), framesPerSecond));
        }
    }
}
