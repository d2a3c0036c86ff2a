namespace StreamShield.Tests.EndToEnd;

/// <summary>These measure real time on real threads, so they run one after the other and beside nothing else.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class EndToEndTests
{
    public const string Name = "end to end";
}
