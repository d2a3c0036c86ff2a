namespace StreamShield.App.Desktop;

/// <summary>The icon beside the clock, its menu, and notifications. Every member returns at once and may be called from any thread. Disposing takes the icon away.</summary>
internal interface ITray : IDisposable
{
    /// <summary>True while the desktop shows the icon.</summary>
    bool IsShown { get; }

    /// <summary>Shows this from now on.</summary>
    void Show(TrayView view);

    /// <summary>Tells the user something without asking for an answer.</summary>
    /// <param name="title">A few words.</param>
    /// <param name="text">One sentence with cause and cure.</param>
    void Notify(string title, string text);
}

/// <summary>Everything that a tray shows.</summary>
/// <param name="Colour">Of the icon.</param>
/// <param name="Tip">Shown when the pointer rests on it; at most 127 characters are kept.</param>
/// <param name="Items">The menu, from top to bottom.</param>
internal sealed record TrayView(TrayColour Colour, string Tip, IReadOnlyList<TrayItem> Items)
{
    /// <summary>Two views that look the same are the same.</summary>
    public bool Equals(TrayView? other) => other is not null && Colour == other.Colour && Tip == other.Tip && Items.SequenceEqual(other.Items);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Colour, Tip, Items.Count);
}

/// <summary>One line of the menu.</summary>
/// <param name="Command">What it asks for.</param>
/// <param name="Label">Its words.</param>
/// <param name="Checked">A tick or none; null for a line without.</param>
internal sealed record TrayItem(TrayCommand Command, string Label, bool? Checked = null);

/// <summary>What the icon says.</summary>
internal enum TrayColour
{
    /// <summary>Not live yet; the zero value never says that all is well.</summary>
    Grey = 0,

    /// <summary>Hidden.</summary>
    Red,

    /// <summary>The shielded picture goes out.</summary>
    Green,
}

/// <summary>What a menu can ask for; the number is the line's own.</summary>
internal enum TrayCommand
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Hide everything at once, or show the shielded picture again.</summary>
    Panic,

    /// <summary>Open the control page. A click on the icon does it as well.</summary>
    Open,

    /// <summary>Open its settings.</summary>
    Settings,

    /// <summary>Start with the computer, or no longer.</summary>
    Autostart,

    /// <summary>End the program.</summary>
    Quit,
}
