using Tmds.DBus.Protocol;

namespace StreamShield.App.Desktop.Linux;

/// <summary>Serves the menu to panels (com.canonical.dbusmenu, version 3): one level, whose item ids are the commands' values.</summary>
internal sealed class StatusNotifierMenu(Action<TrayCommand> chosen) : IPathMethodHandler
{
    /// <summary>D-Bus object path.</summary>
    public const string ObjectPath = "/StatusNotifierItem/Menu";

    private const string Interface = "com.canonical.dbusmenu";

    private IReadOnlyList<TrayItem> _items = [];
    private uint _revision = 1;

    /// <inheritdoc/>
    public string Path => ObjectPath;

    /// <inheritdoc/>
    public bool HandlesChildPaths => false;

    /// <summary>Replaces the menu items. Thread-safe.</summary>
    public void Change(IReadOnlyList<TrayItem> items)
    {
        Volatile.Write(ref _items, items);
        Interlocked.Increment(ref _revision);
    }

    /// <summary>The signal that makes panels read the layout again.</summary>
    public MessageBuffer LayoutUpdated(MessageWriter writer)
    {
        writer.WriteSignalHeader(null, ObjectPath, Interface, "LayoutUpdated", "ui");
        writer.WriteUInt32(Volatile.Read(ref _revision));
        writer.WriteInt32(0);
        return writer.CreateMessage();
    }

    /// <inheritdoc/>
    public ValueTask HandleMethodAsync(MethodContext context)
    {
        switch (context.Request.MemberAsString)
        {
            case "GetLayout":
                AnswerLayout(context);
                break;
            case "GetGroupProperties":
                AnswerGroup(context);
                break;
            case "Event":
                HandleEvent(context);
                break;
            case "AboutToShow":
                {
                    using var writer = context.CreateReplyWriter("b");
                    writer.WriteBool(false);
                    context.Reply(writer.CreateMessage());
                    break;
                }

            case "Get" or "GetAll" when context.IsPropertiesInterfaceRequest:
                AnswerProperties(context);
                break;
        }

        return default;
    }

    private void HandleEvent(MethodContext context)
    {
        var reader = context.Request.GetBodyReader();
        var id = reader.ReadInt32();
        var happened = reader.ReadString();
        if (happened == "clicked" && Enum.IsDefined((TrayCommand)id) && id != 0)
        {
            chosen((TrayCommand)id);
        }

        using var writer = context.CreateReplyWriter(null!);
        context.Reply(writer.CreateMessage());
    }

    private void AnswerLayout(MethodContext context)
    {
        using var writer = context.CreateReplyWriter("u(ia{sv}av)");
        writer.WriteUInt32(Volatile.Read(ref _revision));
        writer.WriteStructureStart();
        writer.WriteInt32(0);
        writer.WriteDictionary([new("children-display", "submenu")]);
        var children = writer.WriteArrayStart(DBusType.Variant);
        foreach (var item in Volatile.Read(ref _items))
        {
            writer.WriteSignature("(ia{sv}av)");
            writer.WriteStructureStart();
            writer.WriteInt32((int)item.Command);
            writer.WriteDictionary(PropertiesOf(item));
            var none = writer.WriteArrayStart(DBusType.Variant);
            writer.WriteArrayEnd(none);
        }

        writer.WriteArrayEnd(children);
        context.Reply(writer.CreateMessage());
    }

    private void AnswerGroup(MethodContext context)
    {
        using var writer = context.CreateReplyWriter("a(ia{sv})");
        var list = writer.WriteArrayStart(DBusType.Struct);
        foreach (var item in Volatile.Read(ref _items))
        {
            writer.WriteStructureStart();
            writer.WriteInt32((int)item.Command);
            writer.WriteDictionary(PropertiesOf(item));
        }

        writer.WriteArrayEnd(list);
        context.Reply(writer.CreateMessage());
    }

    private static void AnswerProperties(MethodContext context)
    {
        var reader = context.Request.GetBodyReader();
        reader.ReadString();
        if (context.Request.MemberAsString == "GetAll")
        {
            using var all = context.CreateReplyWriter("a{sv}");
            all.WriteDictionary([new("Version", 3u), new("Status", "normal"), new("TextDirection", "ltr")]);
            context.Reply(all.CreateMessage());
            return;
        }

        using var one = context.CreateReplyWriter("v");
        one.WriteVariant(reader.ReadString() switch { "Version" => 3u, "TextDirection" => "ltr", _ => "normal" });
        context.Reply(one.CreateMessage());
    }

    private static KeyValuePair<string, VariantValue>[] PropertiesOf(TrayItem item)
    {
        // A single underscore would mark the next letter as an access key.
        var label = new KeyValuePair<string, VariantValue>("label", item.Label.Replace("_", "__", StringComparison.Ordinal));
        return item.Checked is { } on ? [label, new("toggle-type", "checkmark"), new("toggle-state", on ? 1 : 0)] : [label];
    }
}
