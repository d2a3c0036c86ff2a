namespace StreamShield.Onnx;

/// <summary>Whether a known model can be used.</summary>
public enum ModelState
{
    /// <summary>The manifest is known, the file is not here.</summary>
    NotInstalled = 0,

    /// <summary>The file is here and has the manifest's hash.</summary>
    Ready,

    /// <summary>Manifest or file is no good.</summary>
    Broken,
}
