using System.Buffers.Binary;
using Tmds.DBus.Protocol;

namespace StreamShield.App.Desktop.Linux;

/// <summary>Serves the icon to panels (freedesktop.org, StatusNotifierItem).</summary>
internal sealed class StatusNotifierItem(Action<TrayCommand> chosen) : IPathMethodHandler
{
    /// <summary>D-Bus interface.</summary>
    public const string Interface = "org.kde.StatusNotifierItem";

    /// <summary>D-Bus object path.</summary>
    public const string ObjectPath = "/StatusNotifierItem";

    private static readonly int[] Sides = [22, 32, 48];
    private static readonly string[] PropertyNames = ["Category", "Id", "Title", "Status", "IconName", "IconPixmap", "ToolTip", "ItemIsMenu", "Menu"];

    private TrayView _view = new(TrayColour.Grey, "StreamShield", []);

    /// <summary>The current content. Thread-safe.</summary>
    public TrayView View
    {
        get => Volatile.Read(ref _view);
        set => Volatile.Write(ref _view, value);
    }

    /// <inheritdoc/>
    public string Path => ObjectPath;

    /// <inheritdoc/>
    public bool HandlesChildPaths => false;

    /// <inheritdoc/>
    public ValueTask HandleMethodAsync(MethodContext context)
    {
        var (name, member) = (context.Request.InterfaceAsString, context.Request.MemberAsString);
        if (context.IsPropertiesInterfaceRequest)
        {
            AnswerProperties(context, member);
        }
        else if (name == Interface && member is "Activate" or "SecondaryActivate" or "ContextMenu" or "Scroll")
        {
            if (member is "Activate" or "SecondaryActivate")
            {
                chosen(TrayCommand.Open);
            }

            using var writer = context.CreateReplyWriter(null!);
            context.Reply(writer.CreateMessage());
        }

        return default;
    }

    private void AnswerProperties(MethodContext context, string? member)
    {
        var reader = context.Request.GetBodyReader();
        reader.ReadString();
        var wanted = member == "Get" ? reader.ReadString() : null;
        if (wanted is not null && !PropertyNames.Contains(wanted))
        {
            context.ReplyError("org.freedesktop.DBus.Error.UnknownProperty", wanted);
            return;
        }

        if (wanted is not null)
        {
            using var one = context.CreateReplyWriter("v");
            one.WriteVariant(Property(wanted));
            context.Reply(one.CreateMessage());
        }
        else if (member == "GetAll")
        {
            using var all = context.CreateReplyWriter("a{sv}");
            all.WriteDictionary(PropertyNames.Select(property => new KeyValuePair<string, VariantValue>(property, Property(property))));
            context.Reply(all.CreateMessage());
        }
    }

    private VariantValue Property(string name) => name switch
    {
        "Category" => "ApplicationStatus",
        "Id" => "streamshield",
        "Title" => "StreamShield",
        "Status" => "Active",
        "IconPixmap" => Pixmaps(),
        "ToolTip" => Struct.Create("", new Array<Struct<int, int, Array<byte>>>(), "StreamShield", View.Tip),
        "ItemIsMenu" => false,
        "Menu" => new ObjectPath(StatusNotifierMenu.ObjectPath),
        _ => "",
    };

    /// <summary>Width, height, and ARGB pixels in network byte order.</summary>
    private Array<Struct<int, int, Array<byte>>> Pixmaps()
    {
        var all = new Array<Struct<int, int, Array<byte>>>();
        foreach (var side in Sides)
        {
            var pixels = TrayPicture.Draw(View.Colour, side);
            var bytes = new byte[pixels.Length * sizeof(uint)];
            for (var i = 0; i < pixels.Length; i++)
            {
                BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(i * sizeof(uint)), pixels[i]);
            }

            all.Add(Struct.Create(side, side, new Array<byte>(bytes)));
        }

        return all;
    }
}
