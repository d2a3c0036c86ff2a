using System.Buffers.Binary;
using System.Security.Cryptography;

namespace StreamShield.Core;

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
    private static readonly byte[] Magic = "SSPLATE1"u8.ToArray();
    private static readonly int HeaderBytes = Magic.Length + SizeBytes;
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
        RoomName.Check(room);
        Span<byte> key = stackalloc byte[KeyFile.KeyBytes];
        var (packed, length) = PlateCodec.Pack(plate);
        using (packed)
        {
            try
            {
                if (!KeyFile.TryRead(KeyOf(room), key))
                {
                    KeyFile.Create(KeyOf(room), key);
                }

                AtomicFile.Write(PlateOf(room), Encrypt(packed.Span[..length], plate.Size, key), "plate");
            }
            finally
            {
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
        RoomName.Check(room);
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

            say($"The plate of '{room}' cannot be used, because its file or its key was changed or is missing: capture it again; until then the room counts as unknown.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            say($"The plate of '{room}' could not be read ({e.Message.ReplaceLineEndings(" ").TrimEnd('.')}): allow your user to read it, or capture it again; until then the room counts as unknown.");
        }

        return null;
    }

    /// <summary>Deletes a plate for good: its key, then the plate. Nothing happens when there is none.</summary>
    /// <param name="room">Name of the room.</param>
    public void Delete(string room)
    {
        RoomName.Check(room);
        AtomicFile.Delete(KeyOf(room));
        AtomicFile.Delete(PlateOf(room));
    }

    /// <summary>Gives a plate to a room of another name.</summary>
    /// <param name="room">Its name so far.</param>
    /// <param name="newName">Its name from now on; a plate of that name is replaced.</param>
    public void Rename(string room, string newName)
    {
        RoomName.Check(room);
        RoomName.Check(newName);
        if (room != newName)
        {
            Move(KeyOf(room), KeyOf(newName));
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

    private static byte[] Encrypt(ReadOnlySpan<byte> packed, FrameSize size, ReadOnlySpan<byte> key)
    {
        var file = new byte[OverheadBytes + packed.Length];
        WriteHeader(file, size);
        var parts = new Parts(file);
        RandomNumberGenerator.Fill(parts.Nonce);
        using var aes = new AesGcm(key, TagBytes);
        aes.Encrypt(parts.Nonce, packed, parts.Cipher, parts.Tag, parts.Header);
        return file;
    }

    private static Plate? Read(string platePath, string keyPath)
    {
        Span<byte> key = stackalloc byte[KeyFile.KeyBytes];
        var length = new FileInfo(platePath).Length;
        var longest = (FrameSize.MaxPixels * 4) + SlackBytes;
        if (length <= OverheadBytes || length > longest || !KeyFile.TryRead(keyPath, key))
        {
            return null;
        }

        try
        {
            return Decrypt(File.ReadAllBytes(platePath), key);
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
        var plate = new Plate(SizeIn(parts.Header));
        if (parts.Header.StartsWith(Magic) && PlateCodec.TryUnpack(packed.Span, plate))
        {
            return plate;
        }

        plate.Dispose();
        return null;
    }

    private static void WriteHeader(Span<byte> file, FrameSize size)
    {
        Magic.CopyTo(file);
        BinaryPrimitives.WriteUInt16LittleEndian(file[Magic.Length..], (ushort)size.Width);
        BinaryPrimitives.WriteUInt16LittleEndian(file[(Magic.Length + 2)..], (ushort)size.Height);
    }

    private static FrameSize SizeIn(ReadOnlySpan<byte> header) =>
        new(BinaryPrimitives.ReadUInt16LittleEndian(header[Magic.Length..]), BinaryPrimitives.ReadUInt16LittleEndian(header[(Magic.Length + 2)..]));

    private string PlateOf(string room) => Path.Combine(PlatesFolder, RoomName.ToStem(room) + ".plate");

    private string KeyOf(string room) => Path.Combine(KeysFolder, RoomName.ToStem(room) + ".key");

    /// <summary>The file: magic and size (authenticated), nonce, tag, encrypted plate.</summary>
    private readonly ref struct Parts(Span<byte> file)
    {
        public ReadOnlySpan<byte> Header { get; } = file[..HeaderBytes];

        public Span<byte> Nonce { get; } = file.Slice(HeaderBytes, NonceBytes);

        public Span<byte> Tag { get; } = file.Slice(HeaderBytes + NonceBytes, TagBytes);

        public Span<byte> Cipher { get; } = file[OverheadBytes..];
    }
}
