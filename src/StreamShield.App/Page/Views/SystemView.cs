namespace StreamShield.App.Page.Views;

/// <summary>The computer, without its name.</summary>
/// <param name="System">Operating system and version.</param>
/// <param name="Architecture">Processor architecture.</param>
/// <param name="Runtime">.NET version.</param>
/// <param name="Processors">Number of processor cores.</param>
/// <param name="MemoryMb">Available memory in MB.</param>
internal sealed record SystemView(string System, string Architecture, string Runtime, int Processors, long MemoryMb);
