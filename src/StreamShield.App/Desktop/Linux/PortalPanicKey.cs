using System.Runtime.Versioning;
using Tmds.DBus.Protocol;

namespace StreamShield.App.Desktop.Linux;

/// <summary>
/// A hotkey under Wayland, through XDG's GlobalShortcuts portal. The desktop asks the user, who may choose a different key; a program cannot grab a key on its
/// own there.
/// </summary>
[SupportedOSPlatform("linux")]
internal sealed class PortalPanicKey : IPanicKey
{
    private const string Service = "org.freedesktop.portal.Desktop";
    private const string Portal = "/org/freedesktop/portal/desktop";
    private const string Shortcuts = "org.freedesktop.portal.GlobalShortcuts";
    private const string Request = "org.freedesktop.portal.Request";
    private const string Shortcut = "hide-everything";

    private readonly DBusConnection _bus;
    private volatile string _trouble = "";
    private volatile bool _works;

    /// <summary>Starts requesting the key; the answer takes as long as the user does.</summary>
    /// <param name="chord">The preferred key.</param>
    /// <param name="pressed">Called on a thread of the bus; must return at once.</param>
    /// <param name="address">Address of the session bus.</param>
    public PortalPanicKey(KeyChord chord, Action pressed, string address)
    {
        _bus = new DBusConnection(address);
        Asked = AskAsync(chord, pressed);
    }

    /// <summary>Completes when the desktop has answered. Never fails.</summary>
    public Task Asked { get; }

    /// <inheritdoc/>
    public string Trouble => _trouble;

    /// <inheritdoc/>
    public bool Works => _works;

    /// <summary>Closes the connection, which ends the portal's session.</summary>
    public void Dispose()
    {
        _works = false;
        _bus.Dispose();
    }

    private async Task AskAsync(KeyChord chord, Action pressed)
    {
        try
        {
            await _bus.ConnectAsync();
            await _bus.WatchSignalAsync(null!, Portal, Shortcuts, "Activated", static (Message message, object? _) => ReadShortcut(message), happened =>
            {
                if (happened.HasValue && happened.Value == Shortcut)
                {
                    pressed();
                }
            }, ObserverFlags.None, emitOnCapturedContext: false);
            var made = await RequestAsync("CreateSession", static (ref MessageWriter writer, string token) => writer.WriteDictionary(
                [new("handle_token", token), new("session_handle_token", "streamshield")]), "a{sv}");
            var session = made.TryGetValue("session_handle", out var handle) ? handle.GetString() : throw new InvalidOperationException("no session");
            await RequestAsync("BindShortcuts", (ref MessageWriter writer, string token) =>
            {
                writer.WriteObjectPath(session);
                var list = writer.WriteArrayStart(DBusType.Struct);
                writer.WriteStructureStart();
                writer.WriteString(Shortcut);
                writer.WriteDictionary([new("description", "Hide everything at once"), new("preferred_trigger", chord.ToTrigger())]);
                writer.WriteArrayEnd(list);
                writer.WriteString("");
                writer.WriteDictionary([new("handle_token", token)]);
            }, "oa(sa{sv})sa{sv}");
            _works = true;
        }
        catch (Exception e) when (e is DBusConnectionException or DBusConnectFailedException or DBusErrorReplyException or InvalidOperationException or OperationCanceledException or ObjectDisposedException)
        {
            _trouble = "This desktop grants no panic key to programs (its GlobalShortcuts portal refused): give a key of its own settings the command 'streamshield hide'.";
        }
    }

    private delegate void Arguments(ref MessageWriter writer, string token);

    /// <summary>Calls a portal method whose response arrives later, as a signal on an object path that is known in advance.</summary>
    private async Task<Dictionary<string, VariantValue>> RequestAsync(string method, Arguments write, string signature)
    {
        var token = $"streamshield_{method}";
        var sender = _bus.UniqueName!.TrimStart(':').Replace('.', '_');
        var answered = new TaskCompletionSource<Dictionary<string, VariantValue>>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var watch = await _bus.WatchSignalAsync(null!, $"/org/freedesktop/portal/desktop/request/{sender}/{token}", Request, "Response", static (Message message, object? _) =>
        {
            var reader = message.GetBodyReader();
            return (Code: reader.ReadUInt32(), Results: reader.ReadDictionaryOfStringToVariantValue());
        }, happened =>
        {
            if (happened.HasValue && happened.Value.Code == 0)
            {
                answered.TrySetResult(happened.Value.Results);
            }
            else
            {
                answered.TrySetCanceled();
            }
        }, ObserverFlags.EmitAll, emitOnCapturedContext: false);
        await _bus.CallMethodAsync(Call());
        return await answered.Task;

        MessageBuffer Call()
        {
            var writer = _bus.GetMessageWriter();
            writer.WriteMethodCallHeader(Service, Portal, Shortcuts, method, signature);
            write(ref writer, token);
            return writer.CreateMessage();
        }
    }

    private static string ReadShortcut(Message message)
    {
        var reader = message.GetBodyReader();
        reader.ReadObjectPathAsString();
        return reader.ReadString();
    }
}
