using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace StreamShield.App.Http;

/// <summary>Reads integers from a request's query.</summary>
internal static class QueryNumber
{
    /// <summary>Reads an integer.</summary>
    /// <param name="context">The request.</param>
    /// <param name="name">Name of the query parameter.</param>
    /// <param name="defaultValue">Value if the parameter is missing; null if it is required.</param>
    /// <param name="min">Minimum, 0 or more.</param>
    /// <param name="max">Maximum.</param>
    /// <exception cref="Refusal">The value is missing, not an integer or out of range.</exception>
    public static int Read(HttpContext context, string name, int? defaultValue, int min, int max)
    {
        var text = context.Request.Query[name];
        return text.Count == 0 && defaultValue is { } known ? known
            : text.Count == 1 && int.TryParse(text[0], NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max ? number
            : throw new Refusal(StatusCodes.Status400BadRequest, $"{name} is a whole number from {min} to {max}.");
    }
}
