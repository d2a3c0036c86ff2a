namespace StreamShield.Core.Pipeline;

/// <summary>The panic button. It may outlive an <see cref="Outlet"/> and serve several: one that is created while it is pressed shows nothing but the
/// slate. Takes no lock. Thread-safe.</summary>
public sealed class PanicButton
{
    private volatile bool _isPressed;

    /// <summary>Raised on the thread that presses or releases it. Handlers must return at once.</summary>
    public event Action? Changed;

    /// <summary>While true, every outlet shows the slate.</summary>
    public bool IsPressed
    {
        get => _isPressed;
        set
        {
            _isPressed = value;
            Changed?.Invoke();
        }
    }
}
