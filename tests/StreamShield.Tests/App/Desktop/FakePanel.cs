using System.Buffers.Binary;
using Tmds.DBus.Protocol;

namespace StreamShield.Tests.App.Desktop;

/// <summary>What a panel sees of an icon.</summary>
/// <param name="Tip">Its tool tip.</param>
/// <param name="Labels">The menu's lines; ticked ones with a star.</param>
/// <param name="Side">Side of the largest picture.</param>
/// <param name="Pixels">Its pixels.</param>
internal sealed record SeenTray(string Tip, IReadOnlyList<string> Labels, int Side, uint[] Pixels);

/// <summary>A panel with a tray (StatusNotifierWatcher and its host), and the service that shows notifications.</summary>
internal sealed class FakePanel : IPathMethodHandler, IDisposable
{
    private const string Item = "org.kde.StatusNotifierItem";
    private const string Menu = "com.canonical.dbusmenu";
    private const string Properties = "org.freedesktop.DBus.Properties";
    private readonly DBusConnection _bus;
    private readonly TaskCompletionSource<string> _registered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<(string, string)> _told = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private FakePanel(string address) => _bus = new DBusConnection(address);

    /// <summary>The item's bus name, once it has come.</summary>
    public Task<string> Registered => _registered.Task;

    /// <summary>The first notification.</summary>
    public Task<(string Title, string Text)> Told => _told.Task;

    public string Path => "/";

    public bool HandlesChildPaths => true;

    public static async Task<FakePanel> StartAsync(string address)
    {
        var panel = new FakePanel(address);
        await panel._bus.ConnectAsync();
        panel._bus.AddMethodHandler(panel);
        await panel._bus.RequestNameAsync("org.freedesktop.Notifications", RequestNameOptions.Default);
        await panel._bus.RequestNameAsync("org.kde.StatusNotifierWatcher", RequestNameOptions.Default);
        return panel;
    }

    public ValueTask HandleMethodAsync(MethodContext context)
    {
        var reader = context.Request.GetBodyReader();
        if (context.Request.MemberAsString == "RegisterStatusNotifierItem")
        {
            _registered.TrySetResult(reader.ReadString());
        }
        else if (context.Request.MemberAsString == "Notify")
        {
            reader.ReadString();
            reader.ReadUInt32();
            reader.ReadString();
            _told.TrySetResult((reader.ReadString(), reader.ReadString()));
        }

        if (!context.NoReplyExpected)
        {
            using var reply = context.CreateReplyWriter(null!);
            context.Reply(reply.CreateMessage());
        }

        return default;
    }

    public async Task<SeenTray> SeenAsync()
    {
        var tip = await GetAsync("ToolTip");
        var menu = (await GetAsync("Menu")).GetObjectPathAsString();
        var pixmaps = await GetAsync("IconPixmap");
        var largest = pixmaps.GetItem(pixmaps.Count - 1);
        var bytes = largest.GetItem(2).GetArray<byte>();
        var pixels = Enumerable.Range(0, bytes.Length / 4).Select(i => BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(i * 4))).ToArray();
        return new SeenTray(tip.GetItem(3).GetString(), await LabelsAsync(menu), largest.GetItem(0).GetInt32(), pixels);
    }

    public async Task ChooseAsync(int id)
    {
        var item = await Registered;
        await _bus.CallMethodAsync(Make());

        MessageBuffer Make()
        {
            var writer = _bus.GetMessageWriter();
            writer.WriteMethodCallHeader(item, "/StatusNotifierItem/Menu", Menu, "Event", "isvu");
            writer.WriteInt32(id);
            writer.WriteString("clicked");
            writer.WriteVariantInt32(0);
            writer.WriteUInt32(0);
            return writer.CreateMessage();
        }
    }

    public async Task ClickAsync()
    {
        var item = await Registered;
        await _bus.CallMethodAsync(Make());

        MessageBuffer Make()
        {
            var writer = _bus.GetMessageWriter();
            writer.WriteMethodCallHeader(item, "/StatusNotifierItem", Item, "Activate", "ii");
            writer.WriteInt32(10);
            writer.WriteInt32(10);
            return writer.CreateMessage();
        }
    }

    public void Dispose() => _bus.Dispose();

    private async Task<VariantValue> GetAsync(string property)
    {
        var item = await Registered;
        return await _bus.CallMethodAsync(Make(), static (Message message, object? _) => message.GetBodyReader().ReadVariantValue(), null);

        MessageBuffer Make()
        {
            var writer = _bus.GetMessageWriter();
            writer.WriteMethodCallHeader(item, "/StatusNotifierItem", Properties, "Get", "ss");
            writer.WriteString(Item);
            writer.WriteString(property);
            return writer.CreateMessage();
        }
    }

    private async Task<IReadOnlyList<string>> LabelsAsync(string menu)
    {
        var item = await Registered;
        return await _bus.CallMethodAsync(Make(), static (Message message, object? _) =>
        {
            var reader = message.GetBodyReader();
            reader.ReadUInt32();
            reader.AlignStruct();
            reader.ReadInt32();
            reader.ReadDictionaryOfStringToVariantValue();
            var labels = new List<string>();
            foreach (var child in reader.ReadArrayOfVariantValue())
            {
                var properties = child.GetItem(1).GetDictionary<string, VariantValue>();
                labels.Add(properties["label"].GetString() + (properties.TryGetValue("toggle-state", out var on) && on.GetInt32() == 1 ? " *" : ""));
            }

            return labels;
        }, null);

        MessageBuffer Make()
        {
            var writer = _bus.GetMessageWriter();
            writer.WriteMethodCallHeader(item, menu, Menu, "GetLayout", "iias");
            writer.WriteInt32(0);
            writer.WriteInt32(-1);
            writer.WriteArray(Array.Empty<string>());
            return writer.CreateMessage();
        }
    }
}
