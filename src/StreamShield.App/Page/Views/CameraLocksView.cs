namespace StreamShield.App.Page.Views;

/// <summary>What of the camera in use is locked; null for what its driver cannot lock.</summary>
/// <param name="Exposure">True while exposure is locked.</param>
/// <param name="WhiteBalance">True while white balance is locked.</param>
internal sealed record CameraLocksView(bool? Exposure, bool? WhiteBalance);
