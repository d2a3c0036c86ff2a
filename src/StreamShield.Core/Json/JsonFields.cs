using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using StreamShield.Core.Frames;

namespace StreamShield.Core.Json;

/// <summary>Reads the fields of one JSON object; every refusal names line, field, and what is allowed. What was never asked for is <see cref="Unasked"/>.</summary>
public sealed class JsonFields
{
    private const int MaxShownLength = 60;
    private readonly JsonPart _part;
    private readonly string _path;
    private readonly Func<int, string, ShieldException> _refuse;
    private readonly HashSet<string> _asked = new(StringComparer.Ordinal);

    /// <summary>A reader of one object.</summary>
    /// <param name="part">Refused unless it is an object.</param>
    /// <param name="path">What it is called in sentences, such as "zones[2]"; empty for the whole file.</param>
    /// <param name="refuse">Makes the refusal from a line and its fault.</param>
    internal JsonFields(JsonPart part, string path, Func<int, string, ShieldException> refuse)
    {
        _part = part;
        _path = path;
        _refuse = refuse;
        if (part.Kind != JsonTokenType.StartObject)
        {
            throw refuse(part.Line, $"{(path.Length == 0 ? "the whole file" : path)} is {Shown(part)}; allowed is an object in {{ }}");
        }
    }

    /// <summary>Reads one object that somebody sent.</summary>
    /// <param name="utf8">UTF-8 JSON.</param>
    /// <param name="what">What it is, at the start of a refusal: "The request".</param>
    /// <param name="reason">What the slate says when it is refused.</param>
    /// <exception cref="ShieldException">No JSON, or no object: one sentence with the line and the reason.</exception>
    public static JsonFields Read(ReadOnlyMemory<byte> utf8, string what, SlateReason reason = SlateReason.StageFailed)
    {
        ShieldException Refusal(int line, string fault) =>
            new(reason, $"{what} cannot be used: line {line}: {string.Concat(fault.Select(c => char.IsControl(c) ? ' ' : c))}.");
        try
        {
            return new JsonFields(JsonPart.Parse(utf8), "", Refusal);
        }
        catch (JsonException e)
        {
            throw Refusal((int)(e.LineNumber ?? 0) + 1, $"no valid JSON ({JsonPart.ReasonOf(e)})");
        }
    }

    /// <summary>The names of all fields, in their order.</summary>
    public IEnumerable<string> Names => _part.Fields.Keys;

    /// <summary>True when the field is there; counts as asked for.</summary>
    public bool Has(string field)
    {
        _asked.Add(field);
        return _part.Fields.ContainsKey(field);
    }

    /// <summary>True when the field is there and null; counts as asked for.</summary>
    public bool IsNull(string field) => Find(field, false, "") is { Kind: JsonTokenType.Null };

    /// <summary>Refuses the object when it holds a field that nobody asked for.</summary>
    /// <exception cref="ShieldException">It names one of them.</exception>
    public void RefuseUnasked()
    {
        if (_part.Fields.Keys.FirstOrDefault(name => !_asked.Contains(name)) is { } name)
        {
            var asked = _asked.Count == 0 ? "none" : string.Join(", ", _asked);
            throw _refuse(_part.Fields[name].Line, $"the field '{Short(name)}' is not known here; allowed is {asked}");
        }
    }

    /// <summary>A whole number.</summary>
    /// <param name="field">Its name.</param>
    /// <param name="least">Smallest one allowed.</param>
    /// <param name="most">Largest one allowed.</param>
    /// <param name="usual">Taken when the field is missing; without one it must be there.</param>
    public int Whole(string field, int least, int most, int? usual = null)
    {
        var allowed = least == most ? $"{least}" : $"a whole number from {least} to {most}";
        if (Find(field, usual is null, allowed) is not { } part)
        {
            return usual!.Value;
        }

        return part.Kind == JsonTokenType.Number && int.TryParse(part.Raw, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            && number >= least && number <= most
            ? number
            : throw Refuse(field, part, allowed);
    }

    /// <summary>A number, never NaN or infinite.</summary>
    /// <param name="field">Its name.</param>
    /// <param name="least">Smallest one allowed.</param>
    /// <param name="most">Largest one allowed.</param>
    /// <param name="usual">Taken when the field is missing; without one it must be there.</param>
    /// <param name="above">True when it must be more than <paramref name="least"/>.</param>
    public double Number(string field, double least, double most, double? usual = null, bool above = false)
    {
        var allowed = above ? $"a number above {least} up to {most}" : $"a number from {least} to {most}";
        if (Find(field, usual is null, allowed) is not { } part)
        {
            return usual!.Value;
        }

        return TryNumber(part, least, most, out var number) && (!above || number > least) ? number : throw Refuse(field, part, allowed);
    }

    /// <summary>One line of text that is not empty; null when the field is missing or null.</summary>
    public string? OptionalText(string field, int longest)
    {
        if (Find(field, false, "") is not { Kind: not JsonTokenType.Null } part)
        {
            return null;
        }

        var isGood = part.Kind == JsonTokenType.String && !string.IsNullOrWhiteSpace(part.Text) && part.Text.Length <= longest && !part.Text.Any(char.IsControl);
        return isGood ? part.Text : throw Refuse(field, part, $"null or one line of text of at most {longest} characters");
    }

    /// <summary>One line of text that is not empty, or null; it must be there.</summary>
    public string? NeededText(string field, int longest)
    {
        Find(field, true, $"null or one line of text of at most {longest} characters");
        return OptionalText(field, longest);
    }

    /// <summary>Text that must be there.</summary>
    public string Text(string field, Predicate<string> isGood, string allowed)
    {
        var part = Find(field, true, allowed)!;
        return part.Kind == JsonTokenType.String && isGood(part.Text) ? part.Text : throw Refuse(field, part, allowed);
    }

    /// <summary>One of several words.</summary>
    /// <param name="field">Its name.</param>
    /// <param name="words">The words that are allowed.</param>
    /// <param name="usual">Taken when the field is missing; without one it must be there.</param>
    public string Word(string field, IEnumerable<string> words, string? usual = null)
    {
        var allowed = $"one of {string.Join(", ", words.Select(word => $"\"{word}\""))}";
        return Find(field, usual is null, allowed) is { } part
            ? part.Kind == JsonTokenType.String && words.Contains(part.Text, StringComparer.Ordinal) ? part.Text : throw Refuse(field, part, allowed)
            : usual!;
    }

    /// <summary>A picture's size such as "1280x720".</summary>
    public FrameSize Size(string field, FrameSize usual)
    {
        if (Find(field, false, "") is not { } part)
        {
            return usual;
        }

        try
        {
            return FrameSize.Parse(part.Text);
        }
        catch (ShieldException)
        {
            throw Refuse(field, part, $"a text like \"1280x720\", both numbers even, from {FrameSize.MinSide}x{FrameSize.MinSide} to as many pixels as {FrameSize.MaxSide}x{FrameSize.MaxPixels / FrameSize.MaxSide} has");
        }
    }

    /// <summary>true or false.</summary>
    /// <param name="field">Its name.</param>
    /// <param name="isNeeded">True when it must be there.</param>
    /// <param name="usual">Taken when it is missing and need not be there.</param>
    public bool Flag(string field, bool isNeeded = false, bool usual = false) => Find(field, isNeeded, "true or false") switch
    {
        null => usual,
        { Kind: JsonTokenType.False } => false,
        { Kind: JsonTokenType.True } => true,
        { } part => throw Refuse(field, part, "true or false"),
    };

    /// <summary>An object that must be there.</summary>
    public T Part<T>(string field, Func<JsonFields, T> read) => read(new JsonFields(Find(field, true, "an object in { }")!, PathOf(field), _refuse));

    /// <summary>An object; null when it is missing or null.</summary>
    public T? OptionalPart<T>(string field, Func<JsonFields, T> read)
        where T : class => Find(field, false, "") is { Kind: not JsonTokenType.Null } part ? read(new JsonFields(part, PathOf(field), _refuse)) : null;

    /// <summary>An object; what is usual when missing.</summary>
    public T Part<T>(string field, T usual, Func<JsonFields, T> read) =>
        Find(field, false, "") is { } part ? read(new JsonFields(part, PathOf(field), _refuse)) : usual;

    /// <summary>A list of objects; empty when missing.</summary>
    public T[] List<T>(string field, int most, Func<JsonFields, T> read)
    {
        var items = Items(field, false, 0, most, "entries");
        return [.. items.Select((item, index) => read(new JsonFields(item, $"{PathOf(field)}[{index}]", _refuse)))];
    }

    /// <summary>A list of points, each written as [x, y].</summary>
    public ZonePoint[] Points(string field, int fewest, int most, double least, double furthest)
    {
        var allowed = $"[x, y], both numbers from {least} to {furthest}";
        var items = Items(field, true, fewest, most, "corners");
        return [.. items.Select((item, index) =>
            item.Items.Count == 2 && TryNumber(item.Items[0], least, furthest, out var x) && TryNumber(item.Items[1], least, furthest, out var y)
                ? new ZonePoint(x, y)
                : throw Refuse($"{field}[{index}]", item, allowed))];
    }

    /// <summary>A list of numbers, none NaN or infinite.</summary>
    /// <param name="field">Its name; it must be there.</param>
    /// <param name="isGood">What else must hold of them.</param>
    /// <param name="allowed">The same in words.</param>
    public double[] Numbers(string field, Predicate<double[]> isGood, string allowed)
    {
        var part = Find(field, true, allowed)!;
        double[] numbers = [.. part.Items.Select(static item => TryNumber(item, double.MinValue, double.MaxValue, out var number) ? number : double.NaN)];
        return part.Kind == JsonTokenType.StartArray && !numbers.Any(double.IsNaN) && isGood(numbers) ? numbers : throw Refuse(field, part, allowed);
    }

    /// <summary>The fields that nobody asked for, as a JSON object; empty when there is none.</summary>
    /// <exception cref="ShieldException">One of them is nearly a field that was asked for.</exception>
    public string Unasked()
    {
        foreach (var (name, part) in _part.Fields)
        {
            if (!_asked.Contains(name) && NearMiss.Of(name, _asked) is { } meant)
            {
                throw _refuse(part.Line, $"{PathOf(Short(name))} would be overlooked, for it is not quite '{meant}': write '{meant}', or another name that is not so near");
            }
        }

        var rest = _part.Fields.Where(field => !_asked.Contains(field.Key)).Select(field => $"\"{JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(field.Key)}\":{field.Value.Raw}").ToList();
        return rest.Count == 0 ? "" : $"{{{string.Join(",", rest)}}}";
    }

    /// <summary>The refusal of a field whose value does not fit the others.</summary>
    /// <param name="field">Its name.</param>
    /// <param name="fault">What is wrong with it.</param>
    /// <param name="allowed">What would fit.</param>
    public ShieldException RefuseFor(string field, string fault, string allowed) =>
        _refuse(_part.Fields.TryGetValue(field, out var part) ? part.Line : _part.Line, $"{PathOf(field)} {fault}; allowed is {allowed}");

    /// <summary>The refusal of a field that is there.</summary>
    public ShieldException Refuse(string field, string allowed) => Refuse(field, _part.Fields[field], allowed);

    private ShieldException Refuse(string field, JsonPart part, string allowed) => _refuse(part.Line, $"{PathOf(field)} is {Shown(part)}; allowed is {allowed}");

    private static bool TryNumber(JsonPart part, double least, double most, out double number)
    {
        number = double.NaN;
        return part.Kind == JsonTokenType.Number && double.TryParse(part.Raw, NumberStyles.Float, CultureInfo.InvariantCulture, out number) && number >= least && number <= most;
    }

    private static string Shown(JsonPart part) => Short(part.Raw.ReplaceLineEndings(" "));

    private static string Short(string text) => text.Length <= MaxShownLength ? text : text[..MaxShownLength] + "...";

    private IReadOnlyList<JsonPart> Items(string field, bool isNeeded, int fewest, int most, string what)
    {
        var allowed = fewest == 0 ? $"a list in [ ] of at most {most}" : $"a list in [ ] of {fewest} to {most}";
        if (Find(field, isNeeded, allowed) is not { } part)
        {
            return [];
        }

        if (part.Kind != JsonTokenType.StartArray)
        {
            throw Refuse(field, part, allowed);
        }

        return part.Items.Count >= fewest && part.Items.Count <= most
            ? part.Items
            : throw _refuse(part.Line, $"{PathOf(field)} has {part.Items.Count} {what}; allowed is {allowed}");
    }

    private JsonPart? Find(string field, bool isNeeded, string allowed)
    {
        _asked.Add(field);
        return _part.Fields.TryGetValue(field, out var part) || !isNeeded ? part : throw _refuse(_part.Line, $"{PathOf(field)} is missing; allowed is {allowed}");
    }

    private string PathOf(string field) => _path.Length == 0 ? field : $"{_path}.{field}";
}
