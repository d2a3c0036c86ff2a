namespace StreamShield.Onnx;

/// <summary>What verifying one model found.</summary>
/// <param name="Name">The model.</param>
/// <param name="State">Ready = hash, load and a test run are all good.</param>
/// <param name="Sentence">The same for people, with cause and cure when it is not good.</param>
public sealed record ModelVerdict(string Name, ModelState State, string Sentence);
