using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace StreamShield.App.Http;

/// <summary>Reads integers from a request's query.</summary>
internal static class QueryNumber
{
    /// <summary>Reads an integer.</summary>
    /// <param name="context">The request.</param>
    /// <param name="name">Name of the query parameter.</param>
    /// <param name="usual">Value if the parameter is missing; null if it is required.</param>
    /// <param name="least">Minimum, 0 or more.</param>
    /// <param name="most">Maximum.</param>
    /// <exception cref="Refusal">The value is missing, not an integer or out of range.</exception>
    public static int Read(HttpContext context, string name, int? usual, int least, int most)
    {
        var text = context.Request.Query[name];
        return text.Count == 0 && usual is { } known ? known
            : text.Count == 1 && int.TryParse(text[0], NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most ? number
            : throw new Refusal(StatusCodes.Status400BadRequest, $"{name} is a whole number from {least} to {most}.");
    }
}
