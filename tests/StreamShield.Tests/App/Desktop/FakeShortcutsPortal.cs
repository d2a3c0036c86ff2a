using Tmds.DBus.Protocol;

namespace StreamShield.Tests.App.Desktop;

/// <summary>org.freedesktop.portal.GlobalShortcuts as its specification says: every method is answered by a signal on a request whose path follows from the caller's name.</summary>
internal sealed class FakeShortcutsPortal : IPathMethodHandler, IDisposable
{
    private const string Session = "/org/freedesktop/portal/desktop/session/1/streamshield";
    private readonly DBusConnection _bus;
    private string _shortcut = "";

    private FakeShortcutsPortal(string address) => _bus = new DBusConnection(address);

    /// <summary>Whether the user says no.</summary>
    public bool Refuses { get; set; }

    /// <summary>What was wished for.</summary>
    public string Trigger { get; private set; } = "";

    public string Path => "/org/freedesktop/portal/desktop";

    public bool HandlesChildPaths => false;

    public static async Task<FakeShortcutsPortal> StartAsync(string address)
    {
        var portal = new FakeShortcutsPortal(address);
        await portal._bus.ConnectAsync();
        portal._bus.AddMethodHandler(portal);
        await portal._bus.RequestNameAsync("org.freedesktop.portal.Desktop", RequestNameOptions.Default);
        return portal;
    }

    /// <summary>The user presses the key.</summary>
    public void Activate()
    {
        var writer = _bus.GetMessageWriter();
        writer.WriteSignalHeader(null, Path, "org.freedesktop.portal.GlobalShortcuts", "Activated", "osta{sv}");
        writer.WriteObjectPath(Session);
        writer.WriteString(_shortcut);
        writer.WriteUInt64(1);
        writer.WriteDictionary(Array.Empty<KeyValuePair<string, VariantValue>>());
        _bus.TrySendMessage(writer.CreateMessage());
    }

    public ValueTask HandleMethodAsync(MethodContext context)
    {
        var token = context.Request.MemberAsString == "CreateSession" ? ReadToken(context) : ReadShortcuts(context);
        var request = $"/org/freedesktop/portal/desktop/request/{context.Request.SenderAsString!.TrimStart(':').Replace('.', '_')}/{token}";
        using (var reply = context.CreateReplyWriter("o"))
        {
            reply.WriteObjectPath(request);
            context.Reply(reply.CreateMessage());
        }

        var writer = _bus.GetMessageWriter();
        writer.WriteSignalHeader(context.Request.SenderAsString, request, "org.freedesktop.portal.Request", "Response", "ua{sv}");
        writer.WriteUInt32(Refuses ? 1u : 0u);
        writer.WriteDictionary([new("session_handle", Session)]);
        _bus.TrySendMessage(writer.CreateMessage());
        return default;
    }

    public void Dispose() => _bus.Dispose();

    private static string ReadToken(MethodContext context) => context.Request.GetBodyReader().ReadDictionaryOfStringToVariantValue()["handle_token"].GetString();

    private string ReadShortcuts(MethodContext context)
    {
        var reader = context.Request.GetBodyReader();
        Assert.Equal(Session, reader.ReadObjectPathAsString());
        var list = reader.ReadArrayStart(DBusType.Struct);
        while (reader.HasNext(list))
        {
            reader.AlignStruct();
            _shortcut = reader.ReadString();
            Trigger = reader.ReadDictionaryOfStringToVariantValue()["preferred_trigger"].GetString();
        }

        reader.ReadString();
        return reader.ReadDictionaryOfStringToVariantValue()["handle_token"].GetString();
    }
}
