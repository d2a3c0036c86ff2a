using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace StreamShield.App.Http;

/// <summary>Whole numbers in the query of a request.</summary>
internal static class QueryNumber
{
    /// <summary>Reads one.</summary>
    /// <param name="context">The request.</param>
    /// <param name="name">Of the number.</param>
    /// <param name="usual">When it is not there; null when it must be.</param>
    /// <param name="least">0 or more.</param>
    /// <param name="most">Largest that is taken.</param>
    /// <exception cref="Refusal">It is something else.</exception>
    public static int Read(HttpContext context, string name, int? usual, int least, int most)
    {
        var text = context.Request.Query[name];
        return text.Count == 0 && usual is { } known ? known
            : text.Count == 1 && int.TryParse(text[0], NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most ? number
            : throw new Refusal(StatusCodes.Status400BadRequest, $"{name} is a whole number from {least} to {most}.");
    }
}
