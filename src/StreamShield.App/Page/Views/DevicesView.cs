namespace StreamShield.App.Page.Views;

/// <summary>What can be chosen on this computer.</summary>
/// <param name="Cameras">The cameras.</param>
/// <param name="Models">What the model may be: the qualities first.</param>
/// <param name="Outputs">The outputs of this run.</param>
internal sealed record DevicesView(IReadOnlyList<CameraView> Cameras, IReadOnlyList<ModelView> Models, IReadOnlyList<OutputView> Outputs);
