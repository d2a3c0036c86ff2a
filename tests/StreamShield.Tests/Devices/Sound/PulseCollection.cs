namespace StreamShield.Tests.Devices.Sound;

/// <summary>One server for all tests that need one; they run one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class PulseCollection : ICollectionFixture<PulseServer>
{
    public const string Name = "pulse";
}
