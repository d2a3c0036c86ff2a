namespace StreamShield.App.Desktop;

/// <summary>The tray icon with its menu and notifications. Every member returns at once and is thread-safe. Disposing removes the icon.</summary>
internal interface ITray : IDisposable
{
    /// <summary>True while the desktop shows the icon.</summary>
    bool IsShown { get; }

    /// <summary>Updates icon, tooltip and menu.</summary>
    void Show(TrayView view);

    /// <summary>Shows a notification.</summary>
    /// <param name="title">A few words.</param>
    /// <param name="text">One sentence with cause and cure.</param>
    void Notify(string title, string text);
}

/// <summary>The content of a tray.</summary>
/// <param name="Colour">Colour of the icon.</param>
/// <param name="Tip">Tooltip; at most 127 characters are shown.</param>
/// <param name="Items">Menu items, from top to bottom.</param>
internal sealed record TrayView(TrayColour Colour, string Tip, IReadOnlyList<TrayItem> Items)
{
    /// <summary>Compares the menu items by value.</summary>
    public bool Equals(TrayView? other) => other is not null && Colour == other.Colour && Tip == other.Tip && Items.SequenceEqual(other.Items);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Colour, Tip, Items.Count);
}

/// <summary>A menu item.</summary>
/// <param name="Command">The command it sends.</param>
/// <param name="Label">Its text.</param>
/// <param name="Checked">State of its check mark; null for an item without one.</param>
internal sealed record TrayItem(TrayCommand Command, string Label, bool? Checked = null);

/// <summary>State shown by the icon.</summary>
internal enum TrayColour
{
    /// <summary>Not live yet. The zero value never claims that all is well.</summary>
    Grey = 0,

    /// <summary>The picture is hidden.</summary>
    Red,

    /// <summary>The shielded picture is live.</summary>
    Green,
}

/// <summary>Menu commands; the value is also the menu item's id.</summary>
internal enum TrayCommand
{
    None = 0,

    /// <summary>Hide everything at once, or show the shielded picture again.</summary>
    Panic,

    /// <summary>Open the control page. A click on the icon does it as well.</summary>
    Open,

    /// <summary>Open its settings.</summary>
    Settings,

    /// <summary>Toggle starting at login.</summary>
    Autostart,

    /// <summary>End the program.</summary>
    Quit,
}
