namespace StreamShield.Onnx;

/// <summary>The result of verifying one model.</summary>
/// <param name="Name">Name of the model.</param>
/// <param name="State">Ready when hash, loading and a test run all succeeded.</param>
/// <param name="Sentence">The result in one sentence, with cause and remedy when it failed.</param>
public sealed record ModelVerdict(string Name, ModelState State, string Sentence);
