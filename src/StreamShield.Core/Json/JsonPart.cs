using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace StreamShield.Core.Json;

/// <summary>A value of a JSON file, with the line on which it begins and its original text.</summary>
internal sealed class JsonPart
{
    private const int MaxLevels = 32;
    private static readonly IReadOnlyDictionary<string, JsonPart> NoFields = new Dictionary<string, JsonPart>();
    private readonly ReadOnlyMemory<byte> _raw;

    private JsonPart(JsonTokenType kind, int line, ReadOnlyMemory<byte> raw, string text, IReadOnlyList<JsonPart> items, IReadOnlyDictionary<string, JsonPart> fields)
    {
        Kind = kind;
        Line = line;
        _raw = raw;
        Text = text;
        Items = items;
        Fields = fields;
    }

    /// <summary>StartObject, StartArray, String, Number, True, False or Null.</summary>
    public JsonTokenType Kind { get; }

    /// <summary>Line on which the value begins, counted from 1.</summary>
    public int Line { get; }

    /// <summary>The value of a string; empty for other kinds.</summary>
    public string Text { get; }

    /// <summary>Elements of an array; empty for other kinds.</summary>
    public IReadOnlyList<JsonPart> Items { get; }

    /// <summary>Fields of an object, in the order of the file; empty for other kinds.</summary>
    public IReadOnlyDictionary<string, JsonPart> Fields { get; }

    /// <summary>The text of the value as written in the file.</summary>
    public string Raw => Encoding.UTF8.GetString(_raw.Span);

    /// <summary>Parses a file that is one JSON value.</summary>
    /// <param name="utf8">With or without byte order mark.</param>
    /// <exception cref="JsonException">Not UTF-8, not JSON, a duplicate field, or nested too deeply. Its line number counts from 0.</exception>
    public static JsonPart Parse(ReadOnlyMemory<byte> utf8)
    {
        if (utf8.Span.StartsWith("\uFEFF"u8))
        {
            utf8 = utf8[3..];
        }

        if (!Utf8.IsValid(utf8.Span))
        {
            throw new JsonException("it is not written in UTF-8", null, 0, 0);
        }

        var reader = new Utf8JsonReader(utf8.Span, new JsonReaderOptions { MaxDepth = MaxLevels });
        reader.Read();
        var place = new Place();
        var part = Read(ref reader, utf8, ref place);

        // The reader refuses anything that follows the value.
        reader.Read();
        return part;
    }

    /// <summary>What was wrong, without the position at the end of the message, which counts lines from 0.</summary>
    public static string ReasonOf(JsonException e) => e.Message.Split(" LineNumber:")[0].Split(" Path:")[0].TrimEnd('.', ' ');

    private static JsonPart Read(ref Utf8JsonReader reader, ReadOnlyMemory<byte> file, ref Place place)
    {
        var kind = reader.TokenType;
        var begin = (int)reader.TokenStartIndex;
        var line = place.LineAt(file.Span, begin);
        var text = kind == JsonTokenType.String ? String(ref reader, line) : "";
        // Created only when needed: a body of a few hundred kilobytes can hold a hundred thousand values.
        List<JsonPart>? items = null;
        OrderedDictionary<string, JsonPart>? fields = null;
        while (kind == JsonTokenType.StartArray && reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            (items ??= []).Add(Read(ref reader, file, ref place));
        }

        while (kind == JsonTokenType.StartObject && reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var nameLine = place.LineAt(file.Span, (int)reader.TokenStartIndex);
            var name = String(ref reader, nameLine);
            reader.Read();
            if (!(fields ??= new(StringComparer.Ordinal)).TryAdd(name, Read(ref reader, file, ref place)))
            {
                throw new JsonException($"the field '{name}' stands there a second time", null, nameLine - 1, 0);
            }
        }

        return new JsonPart(kind, line, file[begin..(int)reader.BytesConsumed], text, items ?? (IReadOnlyList<JsonPart>)[], fields ?? NoFields);
    }

    private static string String(ref Utf8JsonReader reader, int line)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException e)
        {
            throw new JsonException("half of a character is escaped without its other half", null, line - 1, 0, e);
        }
    }

    /// <summary>Counts lines. The positions asked for must not decrease.</summary>
    private struct Place()
    {
        private int _counted;
        private int _line = 1;

        public int LineAt(ReadOnlySpan<byte> file, int place)
        {
            _line += file[_counted..place].Count((byte)'\n');
            _counted = place;
            return _line;
        }
    }
}
