using StreamShield.Core.Frames;

namespace StreamShield.Onnx;

/// <summary>Installs a model and its manifest in their own folder, both or neither.</summary>
internal static class ModelInstaller
{
    /// <summary>Writes both into a hidden folder and renames it. An existing folder of the model is replaced.</summary>
    /// <param name="userFolder">Folder of all models. Created when missing.</param>
    /// <param name="manifest">The model's manifest.</param>
    /// <param name="model">The model file.</param>
    /// <param name="manifestBytes">The manifest file.</param>
    /// <exception cref="ShieldException">The folder is not writable, or the disk is full. Nothing is left behind.</exception>
    public static void Install(string userFolder, ModelManifest manifest, byte[] model, byte[] manifestBytes)
    {
        var target = Path.Combine(userFolder, manifest.Name);
        var part = Path.Combine(userFolder, $".{manifest.Name}.part");
        try
        {
            Directory.CreateDirectory(userFolder);
            Remove(part);
            Directory.CreateDirectory(part);
            File.WriteAllBytes(Path.Combine(part, manifest.File), model);
            File.WriteAllBytes(Path.Combine(part, manifest.Name + ".json"), manifestBytes);
            Remove(target);
            Directory.Move(part, target);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ShieldException(SlateReason.ModelFailed,
                $"The model '{manifest.Name}' could not be copied to {target} ({e.Message.TrimEnd('.')}): free the disk, or allow your user to write there.", Cleaned(part, e));
        }
    }

    private static void Remove(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Removes a half-written folder. If that fails too, both failures are kept.</summary>
    private static Exception Cleaned(string part, Exception cause)
    {
        try
        {
            Remove(part);
            return cause;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new AggregateException(cause, e);
        }
    }
}
