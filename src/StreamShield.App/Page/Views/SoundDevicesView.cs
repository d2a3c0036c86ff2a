namespace StreamShield.App.Page.Views;

/// <summary>The sound devices of this computer.</summary>
/// <param name="Microphones">Without the monitors of outputs.</param>
/// <param name="Outputs">Virtual cables first, unused ones before others.</param>
/// <param name="Trouble">Why there are none, one sentence, or empty.</param>
/// <param name="CableHint">How to get a virtual cable, one sentence; empty when there is one.</param>
internal sealed record SoundDevicesView(IReadOnlyList<SoundDeviceView> Microphones, IReadOnlyList<SoundDeviceView> Outputs, string Trouble, string CableHint);
