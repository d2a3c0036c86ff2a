using System.Globalization;
using System.IO.Compression;
using System.Numerics;
using StreamShield.DemoClip.Rendering;

namespace StreamShield.DemoClip.Output;

/// <summary>Keeps the actor's finished layers on disk, so that a run that was broken off goes on where it stopped.</summary>
internal sealed class LayerStore
{
    private readonly string _folder;
    private readonly byte[] _bytes;

    /// <summary>A store in a folder, for one picture size.</summary>
    public LayerStore(string folder, int width, int height)
    {
        _folder = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"layers-{width}x{height}"));
        _bytes = new byte[width * height * 4];
        Directory.CreateDirectory(_folder);
    }

    /// <summary>True when the layer of a frame is there.</summary>
    public bool Has(int frame) => File.Exists(PathOf(frame));

    /// <summary>Keeps the layer of a frame.</summary>
    public void Save(int frame, Layer layer)
    {
        for (int i = 0; i < layer.Alpha.Length; i++)
        {
            Vector3 colour = Vector3.Clamp(layer.Colour[i], Vector3.Zero, Vector3.One) * 255f;
            _bytes[i * 4] = (byte)(colour.X + 0.5f);
            _bytes[i * 4 + 1] = (byte)(colour.Y + 0.5f);
            _bytes[i * 4 + 2] = (byte)(colour.Z + 0.5f);
            _bytes[i * 4 + 3] = (byte)(Math.Clamp(layer.Alpha[i], 0f, 1f) * 255f + 0.5f);
        }

        string unfinished = PathOf(frame) + ".part";
        using (var file = new DeflateStream(File.Create(unfinished), CompressionLevel.Fastest))
        {
            file.Write(_bytes);
        }

        File.Move(unfinished, PathOf(frame), overwrite: true);
    }

    /// <summary>Reads the layer of a frame back; its depth is not kept.</summary>
    public void Load(int frame, Layer layer)
    {
        using (var file = new DeflateStream(File.OpenRead(PathOf(frame)), CompressionMode.Decompress))
        {
            file.ReadExactly(_bytes);
        }

        for (int i = 0; i < layer.Alpha.Length; i++)
        {
            layer.Colour[i] = new Vector3(_bytes[i * 4], _bytes[i * 4 + 1], _bytes[i * 4 + 2]) / 255f;
            layer.Alpha[i] = _bytes[i * 4 + 3] / 255f;
        }
    }

    private string PathOf(int frame) => Path.Combine(_folder, string.Create(CultureInfo.InvariantCulture, $"{frame:0000}.layer"));
}
