using System.Buffers.Binary;
using System.Security.Cryptography;
using StreamShield.Core.Frames;
using StreamShield.Core.Profiles;

namespace StreamShield.Core.Storage;

/// <summary>Stores plates on the disk: compressed, then encrypted with AES-256-GCM, with one key per profile in another folder. Without its key, or
/// with one bit changed, a plate is useless. Deleting removes the key first. The raw picture never touches the disk, and every buffer that held it is
/// wiped. Callable from any thread, but not for the frame path.</summary>
public sealed class PlateStore
{
    private const int NonceBytes = 12;
    private const int TagBytes = 16;
    private const int SizeBytes = 4;
    private const byte First = (byte)'1';
    private const byte FirstAutomatic = (byte)'a';
    private const int SlackBytes = 1 << 16;
    private const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    /// <summary>Followed by a digit for the orientation of the pictures, 1 for none, or a letter from a for the same of a plate that was captured
    /// automatically.</summary>
    private static readonly byte[] Magic = "SSPLATE"u8.ToArray();

    private static readonly Orientation[] Orientations = [.. from mirror in (bool[])[false, true] from turn in Orientation.Turns select new Orientation(turn, mirror)];
    private static readonly int HeaderBytes = Magic.Length + 1 + SizeBytes;
    private static readonly int OverheadBytes = HeaderBytes + NonceBytes + TagBytes;

    /// <summary>Creates a store over two folders, which are created when needed.</summary>
    /// <param name="platesFolder">Folder of the encrypted plates.</param>
    /// <param name="keysFolder">Folder of the keys. It is another folder, so that a copy of the plates is useless.</param>
    public PlateStore(string platesFolder, string keysFolder)
    {
        PlatesFolder = Path.GetFullPath(platesFolder);
        KeysFolder = Path.GetFullPath(keysFolder);
    }

    /// <summary>Folder of the encrypted plates.</summary>
    public string PlatesFolder { get; }

    /// <summary>Folder of their keys.</summary>
    public string KeysFolder { get; }

    /// <summary>True when a plate is stored, readable or not.</summary>
    /// <param name="room">Name of the profile.</param>
    public bool Has(string room) => File.Exists(PlateOf(room));

    /// <summary>Stores a plate, replacing an older one. When it fails, the older one is kept.</summary>
    /// <param name="room">Name of the profile.</param>
    /// <param name="plate">Owned by the caller.</param>
    /// <exception cref="ShieldException">The plate cannot be written.</exception>
    public void Save(string room, Plate plate)
    {
        ArgumentNullException.ThrowIfNull(plate);
        ProfileName.Check(room);
        Span<byte> old = stackalloc byte[KeyFile.KeyBytes];
        Span<byte> key = stackalloc byte[KeyFile.KeyBytes];
        var (packed, length) = PlateCodec.Pack(plate);
        using (packed)
        {
            try
            {
                // A key that others may know must not be used again.
                var isExposed = Exposure(room).Length > 0;
                var hadKey = TryReadKey(room, old);
                old.CopyTo(key);
                if (isExposed || !hadKey)
                {
                    KeyFile.Create(KeyOf(room), key);
                }

                try
                {
                    var file = Encrypt(packed.Span[..length], plate, key);
                    AtomicFile.Write(PlateOf(room), file, "plate");
                    plate.StoredId = new Parts(file).Id;
                }
                catch (ShieldException) when (isExposed && hadKey)
                {
                    KeyFile.Store(KeyOf(room), old);
                    throw;
                }

                File.Delete(MarkOf(room));
            }
            finally
            {
                CryptographicOperations.ZeroMemory(old);
                CryptographicOperations.ZeroMemory(key);
            }
        }
    }

    /// <summary>Loads a plate.</summary>
    /// <param name="room">Name of the profile.</param>
    /// <param name="say">Receives one sentence when there is a plate that cannot be used.</param>
    /// <returns>A plate owned by the caller; null when there is none or it cannot be used.</returns>
    public Plate? Load(string room, Action<string> say)
    {
        ArgumentNullException.ThrowIfNull(say);
        ProfileName.Check(room);
        if (!Has(room))
        {
            return null;
        }

        try
        {
            if (Read(PlateOf(room), KeyOf(room)) is { } plate)
            {
                return plate;
            }

            say($"The plate of '{room}' cannot be used, because its file or its key was changed or is missing: capture it again.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            say($"The plate of '{room}' could not be read ({e.Message.ReplaceLineEndings(" ").TrimEnd('.')}): allow your user to read it, or capture it again.");
        }

        return null;
    }

    /// <summary>Checks a plate.</summary>
    /// <param name="room">Name of the profile.</param>
    public PlateCondition Check(string room)
    {
        var condition = Open(room, out var plate);
        plate?.Dispose();
        return condition;
    }

    /// <summary>Loads a plate and checks its condition.</summary>
    /// <param name="room">Name of the profile.</param>
    /// <param name="plate">Receives a plate owned by the caller; null when there is none or it is lost.</param>
    public PlateCondition Open(string room, out Plate? plate)
    {
        ProfileName.Check(room);
        plate = null;
        if (!Has(room))
        {
            return PlateCondition.None;
        }

        var lost = "";
        plate = Load(room, sentence => lost = sentence);
        return plate is null ? new PlateCondition(PlateState.Lost, lost)
            : Exposure(room) is { Length: > 0 } exposed ? new PlateCondition(PlateState.Exposed, exposed)
            : new PlateCondition(PlateState.Good, "");
    }

    /// <summary>Checks whether others can or could read the key of a plate. If so, they may know the picture, so the plate is marked until it is
    /// captured again, and the key is made private at once.</summary>
    /// <param name="room">Name of the profile.</param>
    /// <returns>One sentence; empty when nobody else could read it.</returns>
    public string Exposure(string room)
    {
        ProfileName.Check(room);
        var (key, mark) = (KeyOf(room), MarkOf(room));
        if (OperatingSystem.IsWindows() || !File.Exists(key))
        {
            return "";
        }

        try
        {
            if (IsOpen(key) && !File.Exists(mark))
            {
                AtomicFile.Write(mark, ReadOnlyMemory<byte>.Empty, "mark of the plate");
            }

            if (IsOpen(key))
            {
                File.SetUnixFileMode(key, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ShieldException)
        {
            return $"The key of the plate of '{room}' ({key}) can be read by other users of this computer and could not be made private: make it yours with 'chmod 600', and capture the room again.";
        }

        return File.Exists(mark) ? $"The key of the plate of '{room}' could be read by other users of this computer, who may know the room: capture it again, which makes a new key."
            : IsOpen(KeysFolder) ? $"The folder with the keys of your plates, {KeysFolder}, is open to other users of this computer: close it with 'chmod 700'."
            : "";
    }

    /// <summary>Deletes a plate for good: first its key, then the plate. Does nothing when there is none.</summary>
    /// <param name="room">Name of the profile.</param>
    public void Delete(string room)
    {
        ProfileName.Check(room);
        AtomicFile.Delete(KeyOf(room));
        AtomicFile.Delete(MarkOf(room));
        AtomicFile.Delete(PlateOf(room));
    }

    /// <summary>Moves a plate to another profile name.</summary>
    /// <param name="room">The old name.</param>
    /// <param name="newName">The new name. A plate of that name is replaced.</param>
    public void Rename(string room, string newName)
    {
        ProfileName.Check(room);
        ProfileName.Check(newName);
        if (room != newName)
        {
            Move(KeyOf(room), KeyOf(newName));
            Move(MarkOf(room), MarkOf(newName));
            Move(PlateOf(room), PlateOf(newName));
        }
    }

    private static void Move(string file, string newFile)
    {
        if (File.Exists(file))
        {
            File.Move(file, newFile, overwrite: true);
        }
    }

    private static byte[] Encrypt(ReadOnlySpan<byte> packed, Plate plate, ReadOnlySpan<byte> key)
    {
        var file = new byte[OverheadBytes + packed.Length];
        WriteHeader(file, plate);
        var parts = new Parts(file);
        RandomNumberGenerator.Fill(parts.Nonce);
        using var aes = new AesGcm(key, TagBytes);
        aes.Encrypt(parts.Nonce, packed, parts.Cipher, parts.Tag, parts.Header);
        return file;
    }

    private static Plate? Read(string platePath, string keyPath)
    {
        Span<byte> key = stackalloc byte[KeyFile.KeyBytes];
        using var file = PlainFile.ReadLarge(platePath, (FrameSize.MaxPixels * 4) + SlackBytes);
        if (file is null || file.Length <= OverheadBytes || !KeyFile.TryRead(keyPath, key))
        {
            return null;
        }

        try
        {
            return Decrypt(file.Span, key);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    private static Plate? Decrypt(Span<byte> file, ReadOnlySpan<byte> key)
    {
        var parts = new Parts(file);
        using var packed = new PixelBuffer(parts.Cipher.Length);
        using var aes = new AesGcm(key, TagBytes);
        try
        {
            aes.Decrypt(parts.Nonce, parts.Cipher, parts.Tag, packed.Span, parts.Header);
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }

        // Only now is the header authenticated.
        var letter = parts.Header[Magic.Length];
        var (origin, first) = letter < FirstAutomatic ? (PlateOrigin.Captured, First) : (PlateOrigin.SelfCaptured, FirstAutomatic);
        if (!parts.Header.StartsWith(Magic) || (letter - first) is not (>= 0 and var way) || way >= Orientations.Length)
        {
            return null;
        }

        var plate = new Plate(SizeIn(parts.Header[(Magic.Length + 1)..])) { Orientation = Orientations[way], Origin = origin, StoredId = parts.Id };
        if (PlateCodec.TryUnpack(packed.Span, plate))
        {
            return plate;
        }

        plate.Dispose();
        return null;
    }

    private static void WriteHeader(Span<byte> file, Plate plate)
    {
        Magic.CopyTo(file);
        file[Magic.Length] = (byte)((plate.Origin == PlateOrigin.SelfCaptured ? FirstAutomatic : First) + Array.IndexOf(Orientations, plate.Orientation));
        var size = file[(Magic.Length + 1)..];
        BinaryPrimitives.WriteUInt16LittleEndian(size, (ushort)plate.Size.Width);
        BinaryPrimitives.WriteUInt16LittleEndian(size[2..], (ushort)plate.Size.Height);
    }

    private static FrameSize SizeIn(ReadOnlySpan<byte> header) => new(BinaryPrimitives.ReadUInt16LittleEndian(header), BinaryPrimitives.ReadUInt16LittleEndian(header[2..]));

    private string PlateOf(string room) => Path.Combine(PlatesFolder, ProfileName.ToStem(room) + ".plate");

    private string KeyOf(string room) => Path.Combine(KeysFolder, ProfileName.ToStem(room) + ".key");

    /// <summary>Exists while others could read the key.</summary>
    private string MarkOf(string room) => Path.Combine(KeysFolder, ProfileName.ToStem(room) + ".exposed");

    private bool TryReadKey(string room, Span<byte> key)
    {
        try
        {
            return KeyFile.TryRead(KeyOf(room), key);
        }
        catch (IOException)
        {
            // Not a file, or too long for a key: a new one will replace it.
            return false;
        }
    }

    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    private static bool IsOpen(string path) => (File.GetUnixFileMode(path) & Others) != 0;

    /// <summary>The parts of the file: magic, turn and size (authenticated), nonce, tag, encrypted plate.</summary>
    private readonly ref struct Parts(Span<byte> file)
    {
        public ReadOnlySpan<byte> Header { get; } = file[..HeaderBytes];

        public Span<byte> Nonce { get; } = file.Slice(HeaderBytes, NonceBytes);

        public Span<byte> Tag { get; } = file.Slice(HeaderBytes + NonceBytes, TagBytes);

        public Span<byte> Cipher { get; } = file[OverheadBytes..];

        /// <summary>Another one with every encryption.</summary>
        public string Id => Convert.ToHexString(Tag);
    }
}
