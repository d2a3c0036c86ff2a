namespace StreamShield.App.Page.Views;

/// <summary>The devices and models to choose from on this computer.</summary>
/// <param name="Cameras">The cameras.</param>
/// <param name="Models">The models, the qualities first.</param>
/// <param name="Outputs">The outputs of this run.</param>
internal sealed record DevicesView(IReadOnlyList<CameraView> Cameras, IReadOnlyList<ModelView> Models, IReadOnlyList<OutputView> Outputs);
