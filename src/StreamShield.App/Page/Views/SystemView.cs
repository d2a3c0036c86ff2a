namespace StreamShield.App.Page.Views;

/// <summary>The computer, without a name.</summary>
/// <param name="System">Operating system and version.</param>
/// <param name="Architecture">Of the processor.</param>
/// <param name="Runtime">Of .NET.</param>
/// <param name="Processors">Cores.</param>
/// <param name="MemoryMb">Memory that can be used.</param>
internal sealed record SystemView(string System, string Architecture, string Runtime, int Processors, long MemoryMb);
