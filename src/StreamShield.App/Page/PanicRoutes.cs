using Microsoft.AspNetCore.Http;
using StreamShield.App.Http;
using StreamShield.App.Page.Views;
using StreamShield.Core.Pipeline;

namespace StreamShield.App.Page;

/// <summary>The panic button over HTTP.</summary>
/// <param name="button">The button.</param>
/// <param name="state">Reads the state for responses.</param>
internal sealed class PanicRoutes(PanicButton button, Func<StateView> state)
{
    /// <summary>For the page.</summary>
    public Route OnPage => new("POST", "panic", (context, _) => SetAsync(context)) { IsUrgent = true };

    /// <summary>For a Stream Deck or curl: POST /panic?token=T&amp;on=1.</summary>
    public Route Plain => new("POST", "panic", (context, _) => SetPlainAsync(context))
    {
        TakesJson = false,
        IsUrgent = true,
        Hides = on =>
        {
            if (Switch(on) is true)
            {
                button.IsPressed = true;
            }
        },
    };

    private async Task SetAsync(HttpContext context)
    {
        button.IsPressed = await RequestBody.ReadAsync(context, static fields => fields.Flag("on", isNeeded: true));
        await AnswerAsync(context);
    }

    private Task SetPlainAsync(HttpContext context)
    {
        button.IsPressed = Switch(context.Request.Query["on"].ToString()) ?? throw new Refusal(StatusCodes.Status400BadRequest, "The panic button takes on=1 or on=0.");
        return AnswerAsync(context);
    }

    private Task AnswerAsync(HttpContext context) => Answer.JsonAsync(context, state(), PageJson.Default.StateView);

    /// <summary>Null for any other text.</summary>
    private static bool? Switch(string on) => on switch
    {
        "" or "1" => true,
        "0" => false,
        _ => null,
    };
}
