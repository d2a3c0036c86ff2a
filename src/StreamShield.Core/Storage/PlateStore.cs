using System.Buffers.Binary;
using System.Security.Cryptography;
using StreamShield.Core.Frames;
using StreamShield.Core.Profiles;

namespace StreamShield.Core.Storage;

/// <summary>
/// Plates at rest: packed, then encrypted with AES-256-GCM, one key per room in another folder. Without its key, or changed by one bit, a plate is no plate any more. Deleting
/// deletes the key first. The raw picture never touches the disk, and every buffer that held it is wiped. Any thread; not for the frame path.
/// </summary>
public sealed class PlateStore
{
    private const int NonceBytes = 12;
    private const int TagBytes = 16;
    private const int SizeBytes = 4;
    private const int SlackBytes = 1 << 16;
    private const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    /// <summary>A digit follows that says how its pictures were turned: 1 for not at all.</summary>
    private static readonly byte[] Magic = "SSPLATE"u8.ToArray();

    private static readonly Orientation[] Orientations = [.. from mirror in (bool[])[false, true] from turn in Orientation.Turns select new Orientation(turn, mirror)];
    private static readonly int HeaderBytes = Magic.Length + 1 + SizeBytes;
    private static readonly int OverheadBytes = HeaderBytes + NonceBytes + TagBytes;

    /// <summary>A store over two folders, made when needed.</summary>
    /// <param name="platesFolder">Takes the encrypted plates.</param>
    /// <param name="keysFolder">Takes the keys; elsewhere, so that a copy of the plates is worth nothing.</param>
    public PlateStore(string platesFolder, string keysFolder)
    {
        PlatesFolder = Path.GetFullPath(platesFolder);
        KeysFolder = Path.GetFullPath(keysFolder);
    }

    /// <summary>Where the encrypted plates are.</summary>
    public string PlatesFolder { get; }

    /// <summary>Where their keys are.</summary>
    public string KeysFolder { get; }

    /// <summary>True when there is a stored plate, readable or not.</summary>
    /// <param name="room">Name of the room.</param>
    public bool Has(string room) => File.Exists(PlateOf(room));

    /// <summary>Stores a plate in place of an older one, which a failure leaves as it was.</summary>
    /// <param name="room">Name of the room.</param>
    /// <param name="plate">Stays the caller's.</param>
    /// <exception cref="ShieldException">It cannot be written; one sentence.</exception>
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
                // A key that others may know is not used again.
                var isExposed = Exposure(room).Length > 0;
                var hadKey = TryReadKey(room, old);
                old.CopyTo(key);
                if (isExposed || !hadKey)
                {
                    KeyFile.Create(KeyOf(room), key);
                }

                try
                {
                    AtomicFile.Write(PlateOf(room), Encrypt(packed.Span[..length], plate, key), "plate");
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

    /// <summary>Reads a plate.</summary>
    /// <param name="room">Name of the room.</param>
    /// <param name="say">Takes one sentence when there is a plate that cannot be used.</param>
    /// <returns>The plate, which becomes the caller's; null when there is none or it cannot be used.</returns>
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

    /// <summary>How a plate stands.</summary>
    /// <param name="room">Name of the room.</param>
    public PlateCondition Look(string room)
    {
        var condition = Open(room, out var plate);
        plate?.Dispose();
        return condition;
    }

    /// <summary>Reads a plate and says how it stands.</summary>
    /// <param name="room">Name of the room.</param>
    /// <param name="plate">Becomes the caller's; null when there is none or it is lost.</param>
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

    /// <summary>
    /// Whether others can or could read the key of a plate. Once they could, the picture may be known to them, so the plate is marked until it is captured again; the key is made private
    /// on the spot.
    /// </summary>
    /// <param name="room">Name of the room.</param>
    /// <returns>One sentence; empty when nobody could.</returns>
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

    /// <summary>Deletes a plate for good: its key, then the plate. Nothing happens when there is none.</summary>
    /// <param name="room">Name of the room.</param>
    public void Delete(string room)
    {
        ProfileName.Check(room);
        AtomicFile.Delete(KeyOf(room));
        AtomicFile.Delete(MarkOf(room));
        AtomicFile.Delete(PlateOf(room));
    }

    /// <summary>Gives a plate to a room of another name.</summary>
    /// <param name="room">Its name so far.</param>
    /// <param name="newName">Its name from now on; a plate of that name is replaced.</param>
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

        // Only now is the header known to be ours.
        if (!parts.Header.StartsWith(Magic) || (parts.Header[Magic.Length] - '1') is not (>= 0 and var way) || way >= Orientations.Length)
        {
            return null;
        }

        var plate = new Plate(SizeIn(parts.Header[(Magic.Length + 1)..])) { Orientation = Orientations[way] };
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
        file[Magic.Length] = (byte)('1' + Array.IndexOf(Orientations, plate.Orientation));
        var size = file[(Magic.Length + 1)..];
        BinaryPrimitives.WriteUInt16LittleEndian(size, (ushort)plate.Size.Width);
        BinaryPrimitives.WriteUInt16LittleEndian(size[2..], (ushort)plate.Size.Height);
    }

    private static FrameSize SizeIn(ReadOnlySpan<byte> header) => new(BinaryPrimitives.ReadUInt16LittleEndian(header), BinaryPrimitives.ReadUInt16LittleEndian(header[2..]));

    private string PlateOf(string room) => Path.Combine(PlatesFolder, ProfileName.ToStem(room) + ".plate");

    private string KeyOf(string room) => Path.Combine(KeysFolder, ProfileName.ToStem(room) + ".key");

    /// <summary>There while others could read the key.</summary>
    private string MarkOf(string room) => Path.Combine(KeysFolder, ProfileName.ToStem(room) + ".exposed");

    private bool TryReadKey(string room, Span<byte> key)
    {
        try
        {
            return KeyFile.TryRead(KeyOf(room), key);
        }
        catch (IOException)
        {
            // Not a file, or too long for a key: a new one takes its place.
            return false;
        }
    }

    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    private static bool IsOpen(string path) => (File.GetUnixFileMode(path) & Others) != 0;

    /// <summary>The file: magic, turn and size (authenticated), nonce, tag, encrypted plate.</summary>
    private readonly ref struct Parts(Span<byte> file)
    {
        public ReadOnlySpan<byte> Header { get; } = file[..HeaderBytes];

        public Span<byte> Nonce { get; } = file.Slice(HeaderBytes, NonceBytes);

        public Span<byte> Tag { get; } = file.Slice(HeaderBytes + NonceBytes, TagBytes);

        public Span<byte> Cipher { get; } = file[OverheadBytes..];
    }
}
