using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using StreamShield.Core.Frames;

namespace StreamShield.Core.Json;

/// <summary>Reads the fields of one JSON object. Every error names the line, the field and what is allowed. Keeps track of the fields that were read;
/// the others are <see cref="Unread"/>.</summary>
public sealed class JsonFields
{
    private const int MaxShownLength = 60;
    private readonly JsonPart _part;
    private readonly string _path;
    private readonly Func<int, string, ShieldException> _refuse;
    private readonly HashSet<string> _read = new(StringComparer.Ordinal);

    /// <summary>Creates a reader of one object.</summary>
    /// <param name="part">The value; must be an object.</param>
    /// <param name="path">Name of the object in error messages, such as "zones[2]"; empty for the whole file.</param>
    /// <param name="refuse">Makes the exception from a line number and a description of the fault.</param>
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

    /// <summary>Parses an object that came from outside, such as the body of a request.</summary>
    /// <param name="utf8">UTF-8 JSON.</param>
    /// <param name="what">Subject of an error message, such as "The request".</param>
    /// <param name="reason">Slate reason of the exception.</param>
    /// <exception cref="ShieldException">The text is not JSON, or not an object.</exception>
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

    /// <summary>The names of all fields, in the order of the file.</summary>
    public IEnumerable<string> Names => _part.Fields.Keys;

    /// <summary>True when the object has this field. The field counts as read.</summary>
    public bool Has(string field)
    {
        _read.Add(field);
        return _part.Fields.ContainsKey(field);
    }

    /// <summary>True when the object has this field and it is null. The field counts as read.</summary>
    public bool IsNull(string field) => Find(field, false, "") is { Kind: JsonTokenType.Null };

    /// <summary>Throws when the object has a field that was not read.</summary>
    /// <exception cref="ShieldException">Names one such field.</exception>
    public void RefuseUnread()
    {
        if (_part.Fields.Keys.FirstOrDefault(name => !_read.Contains(name)) is { } name)
        {
            var read = _read.Count == 0 ? "none" : string.Join(", ", _read);
            throw _refuse(_part.Fields[name].Line, $"the field '{Short(name)}' is not known here; allowed is {read}");
        }
    }

    /// <summary>Reads a whole number.</summary>
    /// <param name="field">Name of the field.</param>
    /// <param name="min">Smallest number allowed.</param>
    /// <param name="max">Largest number allowed.</param>
    /// <param name="fallback">Result when the field is missing; null when the field is required.</param>
    public int Whole(string field, int min, int max, int? fallback = null)
    {
        var allowed = min == max ? $"{min}" : $"a whole number from {min} to {max}";
        if (Find(field, fallback is null, allowed) is not { } part)
        {
            return fallback!.Value;
        }

        return part.Kind == JsonTokenType.Number && int.TryParse(part.Raw, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            && number >= min && number <= max
            ? number
            : throw Refuse(field, part, allowed);
    }

    /// <summary>Reads a number; NaN and infinity are refused.</summary>
    /// <param name="field">Name of the field.</param>
    /// <param name="min">Smallest number allowed.</param>
    /// <param name="max">Largest number allowed.</param>
    /// <param name="fallback">Result when the field is missing; null when the field is required.</param>
    /// <param name="above">True to exclude <paramref name="min"/> itself.</param>
    public double Number(string field, double min, double max, double? fallback = null, bool above = false)
    {
        var allowed = above ? $"a number above {min} up to {max}" : $"a number from {min} to {max}";
        if (Find(field, fallback is null, allowed) is not { } part)
        {
            return fallback!.Value;
        }

        return TryNumber(part, min, max, out var number) && (!above || number > min) ? number : throw Refuse(field, part, allowed);
    }

    /// <summary>Reads one line of text that is not blank; null when the field is missing or null.</summary>
    public string? OptionalText(string field, int maxLength)
    {
        if (Find(field, false, "") is not { Kind: not JsonTokenType.Null } part)
        {
            return null;
        }

        var isGood = part.Kind == JsonTokenType.String && !string.IsNullOrWhiteSpace(part.Text) && part.Text.Length <= maxLength && !part.Text.Any(char.IsControl);
        return isGood ? part.Text : throw Refuse(field, part, $"null or one line of text of at most {maxLength} characters");
    }

    /// <summary>Reads one line of text that is not blank, or null. The field is required.</summary>
    public string? NeededText(string field, int maxLength)
    {
        Find(field, true, $"null or one line of text of at most {maxLength} characters");
        return OptionalText(field, maxLength);
    }

    /// <summary>Reads a required text.</summary>
    public string Text(string field, Predicate<string> isGood, string allowed)
    {
        var part = Find(field, true, allowed)!;
        return part.Kind == JsonTokenType.String && isGood(part.Text) ? part.Text : throw Refuse(field, part, allowed);
    }

    /// <summary>Reads one of several words.</summary>
    /// <param name="field">Name of the field.</param>
    /// <param name="words">The allowed words.</param>
    /// <param name="fallback">Result when the field is missing; null when the field is required.</param>
    public string Word(string field, IEnumerable<string> words, string? fallback = null)
    {
        var allowed = $"one of {string.Join(", ", words.Select(word => $"\"{word}\""))}";
        return Find(field, fallback is null, allowed) is { } part
            ? part.Kind == JsonTokenType.String && words.Contains(part.Text, StringComparer.Ordinal) ? part.Text : throw Refuse(field, part, allowed)
            : fallback!;
    }

    /// <summary>Reads a picture size such as "1280x720".</summary>
    public FrameSize Size(string field, FrameSize fallback)
    {
        if (Find(field, false, "") is not { } part)
        {
            return fallback;
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

    /// <summary>Reads true or false.</summary>
    /// <param name="field">Name of the field.</param>
    /// <param name="isNeeded">True when the field is required.</param>
    /// <param name="fallback">Result when an optional field is missing.</param>
    public bool Flag(string field, bool isNeeded = false, bool fallback = false) => Find(field, isNeeded, "true or false") switch
    {
        null => fallback,
        { Kind: JsonTokenType.False } => false,
        { Kind: JsonTokenType.True } => true,
        { } part => throw Refuse(field, part, "true or false"),
    };

    /// <summary>Reads a required object.</summary>
    public T Part<T>(string field, Func<JsonFields, T> read) => read(new JsonFields(Find(field, true, "an object in { }")!, PathOf(field), _refuse));

    /// <summary>Reads an object; null when the field is missing or null.</summary>
    public T? OptionalPart<T>(string field, Func<JsonFields, T> read)
        where T : class => Find(field, false, "") is { Kind: not JsonTokenType.Null } part ? read(new JsonFields(part, PathOf(field), _refuse)) : null;

    /// <summary>Reads an object; <paramref name="fallback"/> when the field is missing.</summary>
    public T Part<T>(string field, T fallback, Func<JsonFields, T> read) =>
        Find(field, false, "") is { } part ? read(new JsonFields(part, PathOf(field), _refuse)) : fallback;

    /// <summary>Reads a list of objects; empty when the field is missing.</summary>
    public T[] List<T>(string field, int maxCount, Func<JsonFields, T> read)
    {
        var items = Items(field, false, 0, maxCount, "entries");
        return [.. items.Select((item, index) => read(new JsonFields(item, $"{PathOf(field)}[{index}]", _refuse)))];
    }

    /// <summary>Reads a required list of points, each written as [x, y].</summary>
    public ZonePoint[] Points(string field, int minCount, int maxCount, double min, double max)
    {
        var allowed = $"[x, y], both numbers from {min} to {max}";
        var items = Items(field, true, minCount, maxCount, "corners");
        return [.. items.Select((item, index) =>
            item.Items.Count == 2 && TryNumber(item.Items[0], min, max, out var x) && TryNumber(item.Items[1], min, max, out var y)
                ? new ZonePoint(x, y)
                : throw Refuse($"{field}[{index}]", item, allowed))];
    }

    /// <summary>Reads a required list of numbers; NaN and infinity are refused.</summary>
    /// <param name="field">Name of the field.</param>
    /// <param name="isGood">A further condition on the numbers.</param>
    /// <param name="allowed">The same condition in words, for the error message.</param>
    public double[] Numbers(string field, Predicate<double[]> isGood, string allowed)
    {
        var part = Find(field, true, allowed)!;
        double[] numbers = [.. part.Items.Select(static item => TryNumber(item, double.MinValue, double.MaxValue, out var number) ? number : double.NaN)];
        return part.Kind == JsonTokenType.StartArray && !numbers.Any(double.IsNaN) && isGood(numbers) ? numbers : throw Refuse(field, part, allowed);
    }

    /// <summary>The fields that were not read, as a JSON object; empty when there are none.</summary>
    /// <exception cref="ShieldException">An unread field is probably a misspelling of one that was read.</exception>
    public string Unread()
    {
        foreach (var (name, part) in _part.Fields)
        {
            if (!_read.Contains(name) && NearMiss.Of(name, _read) is { } meant)
            {
                throw _refuse(part.Line, $"{PathOf(Short(name))} would be overlooked, for it is not quite '{meant}': write '{meant}', or another name that is not so near");
            }
        }

        var rest = _part.Fields.Where(field => !_read.Contains(field.Key)).Select(field => $"\"{JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(field.Key)}\":{field.Value.Raw}").ToList();
        return rest.Count == 0 ? "" : $"{{{string.Join(",", rest)}}}";
    }

    /// <summary>Makes the exception for a field whose value does not fit the other fields.</summary>
    /// <param name="field">Name of the field.</param>
    /// <param name="fault">What is wrong with it.</param>
    /// <param name="allowed">What would be allowed.</param>
    public ShieldException RefuseFor(string field, string fault, string allowed) =>
        _refuse(_part.Fields.TryGetValue(field, out var part) ? part.Line : _part.Line, $"{PathOf(field)} {fault}; allowed is {allowed}");

    /// <summary>Makes the exception for a field that is present.</summary>
    public ShieldException Refuse(string field, string allowed) => Refuse(field, _part.Fields[field], allowed);

    private ShieldException Refuse(string field, JsonPart part, string allowed) => _refuse(part.Line, $"{PathOf(field)} is {Shown(part)}; allowed is {allowed}");

    private static bool TryNumber(JsonPart part, double min, double max, out double number)
    {
        number = double.NaN;
        return part.Kind == JsonTokenType.Number && double.TryParse(part.Raw, NumberStyles.Float, CultureInfo.InvariantCulture, out number) && number >= min && number <= max;
    }

    private static string Shown(JsonPart part) => Short(part.Raw.ReplaceLineEndings(" "));

    private static string Short(string text) => text.Length <= MaxShownLength ? text : text[..MaxShownLength] + "...";

    private IReadOnlyList<JsonPart> Items(string field, bool isNeeded, int minCount, int maxCount, string what)
    {
        var allowed = minCount == 0 ? $"a list in [ ] of at most {maxCount}" : $"a list in [ ] of {minCount} to {maxCount}";
        if (Find(field, isNeeded, allowed) is not { } part)
        {
            return [];
        }

        if (part.Kind != JsonTokenType.StartArray)
        {
            throw Refuse(field, part, allowed);
        }

        return part.Items.Count >= minCount && part.Items.Count <= maxCount
            ? part.Items
            : throw _refuse(part.Line, $"{PathOf(field)} has {part.Items.Count} {what}; allowed is {allowed}");
    }

    private JsonPart? Find(string field, bool isNeeded, string allowed)
    {
        _read.Add(field);
        return _part.Fields.TryGetValue(field, out var part) || !isNeeded ? part : throw _refuse(_part.Line, $"{PathOf(field)} is missing; allowed is {allowed}");
    }

    private string PathOf(string field) => _path.Length == 0 ? field : $"{_path}.{field}";
}
