using System.Runtime.Versioning;
using Tmds.DBus.Protocol;

namespace StreamShield.App.Desktop.Linux;

/// <summary>
/// The tray of KDE, GNOME (with its extension) and most panels: org.kde.StatusNotifierItem, with the menu through com.canonical.dbusmenu and notifications
/// through org.freedesktop.Notifications. Uses its own connection, and waits for a desktop whose tray starts later.
/// </summary>
[SupportedOSPlatform("linux")]
internal sealed class StatusNotifierTray : ITray
{
    private const string BusName = "org.freedesktop.DBus";
    private const string BusPath = "/org/freedesktop/DBus";
    private const string Watcher = "org.kde.StatusNotifierWatcher";
    private const string WatcherPath = "/StatusNotifierWatcher";
    private const string Notifications = "org.freedesktop.Notifications";

    private readonly DBusConnection _bus;
    private readonly StatusNotifierItem _item;
    private readonly StatusNotifierMenu _menu;
    private volatile bool _isShown;

    /// <summary>Starts showing the icon.</summary>
    /// <param name="chosen">Called on a thread of the bus; must return at once.</param>
    /// <param name="address">Address of the session bus.</param>
    public StatusNotifierTray(Action<TrayCommand> chosen, string address)
    {
        _bus = new DBusConnection(address);
        _item = new StatusNotifierItem(chosen);
        _menu = new StatusNotifierMenu(chosen);
        Started = StartAsync();
    }

    /// <summary>Completes once the bus has answered. Never fails.</summary>
    public Task Started { get; }

    /// <inheritdoc/>
    public bool IsShown => _isShown;

    /// <inheritdoc/>
    public void Show(TrayView view)
    {
        if (view.Equals(_item.View))
        {
            return;
        }

        var colourChanged = view.Colour != _item.View.Colour;
        _item.View = view;
        _menu.Change(view.Items);
        if (!_isShown)
        {
            return;
        }

        if (colourChanged)
        {
            Signal(StatusNotifierItem.ObjectPath, StatusNotifierItem.Interface, "NewIcon");
        }

        Signal(StatusNotifierItem.ObjectPath, StatusNotifierItem.Interface, "NewToolTip");
        TrySend(() => _menu.LayoutUpdated(_bus.GetMessageWriter()));
    }

    /// <inheritdoc/>
    public void Notify(string title, string text) => TrySend(() =>
    {
        var writer = _bus.GetMessageWriter();
        writer.WriteMethodCallHeader(Notifications, "/org/freedesktop/Notifications", Notifications, "Notify", "susssasa{sv}i", MessageFlags.NoReplyExpected);
        writer.WriteString("StreamShield");
        writer.WriteUInt32(0);
        writer.WriteString("streamshield");
        writer.WriteString(title);
        writer.WriteString(text);
        writer.WriteArray(Array.Empty<string>());
        writer.WriteDictionary([new("urgency", (byte)2)]);
        writer.WriteInt32(-1);
        return writer.CreateMessage();
    });

    /// <inheritdoc/>
    public void Dispose()
    {
        _isShown = false;
        _bus.Dispose();
    }

    private async Task StartAsync()
    {
        try
        {
            await _bus.ConnectAsync();
            _bus.AddMethodHandlers([_item, _menu]);
            await _bus.RequestNameAsync($"{StatusNotifierItem.Interface}-{Environment.ProcessId}-1", RequestNameOptions.Default);
            await _bus.WatchSignalAsync(BusName, BusPath, BusName, "NameOwnerChanged", static (Message message, object? _) =>
            {
                var reader = message.GetBodyReader();
                return (Name: reader.ReadString(), Old: reader.ReadString(), New: reader.ReadString());
            }, changed =>
            {
                // The panel was started or restarted.
                if (changed.HasValue && changed.Value.Name == Watcher)
                {
                    _isShown = false;
                    if (changed.Value.New.Length > 0)
                    {
                        _ = RegisterAsync();
                    }
                }
            }, ObserverFlags.None, emitOnCapturedContext: false);
            await RegisterAsync();
        }
        catch (Exception e) when (IsBusTrouble(e))
        {
            // A desktop without a bus has no tray; the page and the keys still work.
        }
    }

    private async Task RegisterAsync()
    {
        try
        {
            await _bus.CallMethodAsync(Call());
            _isShown = true;
        }
        catch (Exception e) when (IsBusTrouble(e))
        {
            // No panel shows icons at the moment; NameOwnerChanged announces one that starts later.
        }

        MessageBuffer Call()
        {
            var writer = _bus.GetMessageWriter();
            writer.WriteMethodCallHeader(Watcher, WatcherPath, Watcher, "RegisterStatusNotifierItem", "s");
            writer.WriteString(_bus.UniqueName!);
            return writer.CreateMessage();
        }
    }

    private void Signal(string path, string @interface, string name) => TrySend(() =>
    {
        var writer = _bus.GetMessageWriter();
        writer.WriteSignalHeader(null, path, @interface, name, null);
        return writer.CreateMessage();
    });

    private void TrySend(Func<MessageBuffer> make)
    {
        try
        {
            _bus.TrySendMessage(make());
        }
        catch (Exception e) when (IsBusTrouble(e))
        {
            // The desktop session has ended.
        }
    }

    private static bool IsBusTrouble(Exception e) =>
        e is DBusConnectionException or DBusConnectFailedException or DBusErrorReplyException or ObjectDisposedException or InvalidOperationException;
}
