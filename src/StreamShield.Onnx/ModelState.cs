namespace StreamShield.Onnx;

/// <summary>Whether a known model can be used.</summary>
public enum ModelState
{
    /// <summary>The manifest is known, but the file is not here.</summary>
    NotInstalled = 0,

    /// <summary>The file is here and has the hash in the manifest.</summary>
    Ready,

    /// <summary>Manifest or file is invalid.</summary>
    Broken,
}
