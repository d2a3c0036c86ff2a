using System.Reflection;
using StreamShield.App.Live;
using StreamShield.Core.Frames;
using StreamShield.Devices.Cameras;
using StreamShield.Devices.Network;

namespace StreamShield.Tests.Contracts;

/// <summary>Every implementation in the product runs its interface's contract: a new one without a subclass fails here.</summary>
public class ContractTests
{
    [Fact]
    public void Every_sink_runs_the_contract() => Assert.Empty(Without(typeof(ISink), typeof(SinkContract)));

    /// <summary>A camera's pictures cannot be made to order: <see cref="Devices.CameraTests"/> and <see cref="Devices.NetworkCameraTests"/> try these. One never opens.</summary>
    [Fact]
    public void Every_source_runs_the_contract_but_cameras_and_none() =>
        Assert.Equal([typeof(HttpCamera), typeof(NoSource), typeof(RtspCamera), typeof(WebcamSource)], Without(typeof(ISource), typeof(SourceContract)));

    private static IEnumerable<Type> Without(Type kind, Type contract)
    {
        var tried = typeof(ContractTests).Assembly.GetTypes().Where(type => type.IsSubclassOf(contract)).Select(static type => type.GetCustomAttribute<ImplementationAttribute>()?.Type).ToHashSet();
        return ArchitectureTests.Assemblies.SelectMany(static part => part.GetTypes()).Where(type => type is { IsClass: true, IsAbstract: false } && kind.IsAssignableFrom(type) && !tried.Contains(type))
            .OrderBy(static type => type.Name, StringComparer.Ordinal);
    }
}
