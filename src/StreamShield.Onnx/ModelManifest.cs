using StreamShield.Core.Frames;

namespace StreamShield.Onnx;

/// <summary>Everything needed to run a model: a JSON file beside it, schema 1. Unknown fields are ignored; missing or wrong ones are refused with a
/// message that names file, field and what is allowed.</summary>
public sealed record ModelManifest
{
    /// <summary>The only schema so far.</summary>
    public const int Schema = 1;

    /// <summary>Largest file accepted, in bytes.</summary>
    internal const int MaxBytes = 1 << 20;

    /// <summary>Short name for choosing it: a-z, 0-9, '.', '_', '-'.</summary>
    public required string Name { get; init; }

    /// <summary>Name shown to people.</summary>
    public required string Title { get; init; }

    /// <summary>Version of the model.</summary>
    public required string Version { get; init; }

    /// <summary>File name of the model, without folders.</summary>
    public required string File { get; init; }

    /// <summary>SHA-256 of the model file, 64 lower-case hexadecimal digits.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Licence of the model.</summary>
    public required string Licence { get; init; }

    /// <summary>Where the model comes from.</summary>
    public required string Source { get; init; }

    /// <summary>The input for the frame: size, layout and normalisation.</summary>
    public required ModelInput Input { get; init; }

    /// <summary>The output that the matte is made from.</summary>
    public required ModelOutput Output { get; init; }

    /// <summary>Name of the optional input for a picture of the empty room, with the frame's size and layout and four channels: the three colours
    /// normalised like the frame's, then validity 0 or 1. Null when the model has none.</summary>
    public string? PlateInput { get; init; }

    /// <summary>Name of the optional input for a prior matte, one channel 0..1 in the frame's size. Null when the model has none.</summary>
    public string? PriorInput { get; init; }

    /// <summary>True when the int8 weights are small enough for the quick sums in 16 bits of processors without VNNI. Other models are summed exactly
    /// there, which takes up to a third longer and changes nothing for float models.</summary>
    public bool HasQuickSums { get; init; }

    /// <summary>Where <c>models get</c> downloads the file; null for nowhere.</summary>
    public ModelAddress? Download { get; init; }

    /// <summary>The recurrent state that the model passes from frame to frame; empty for a model without state.</summary>
    public IReadOnlyList<ModelMemory> Memories { get; init; } = [];

    /// <summary>Inputs that are the same for every frame.</summary>
    public IReadOnlyList<ModelConstant> Constants { get; init; } = [];

    /// <summary>Names of all inputs.</summary>
    internal IEnumerable<string> InputNames =>
        new[] { Input.Name, PlateInput, PriorInput }.OfType<string>().Concat(Memories.Select(memory => memory.Input)).Concat(Constants.Select(constant => constant.Name));

    /// <summary>Reads a manifest file.</summary>
    /// <param name="path">The JSON file.</param>
    /// <exception cref="ShieldException">Unreadable, not JSON, or a field is missing or wrong.</exception>
    public static ModelManifest Read(string path) => Parse(ModelFile.Read(path, "manifest", MaxBytes), path);

    /// <summary>Reads a manifest from its bytes.</summary>
    /// <param name="utf8">UTF-8 JSON, with or without byte order mark.</param>
    /// <param name="where">Name of the file in error messages.</param>
    /// <exception cref="ShieldException">Not JSON, or a field is missing or wrong.</exception>
    public static ModelManifest Parse(ReadOnlyMemory<byte> utf8, string where) => ManifestReader.Read(utf8, where);
}
