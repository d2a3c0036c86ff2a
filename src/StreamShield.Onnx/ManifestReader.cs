using System.Text.Json;
using System.Text.RegularExpressions;
using StreamShield.Core.Frames;

namespace StreamShield.Onnx;

/// <summary>Reads a manifest field by field, so that every refusal names file, field and what is allowed.</summary>
internal sealed partial class ManifestReader : IDisposable
{
    private const int MinSide = 8;
    private const int MaxSide = 2048;
    private const int MaxChannels = 64;
    private const int MaxAxes = 8;
    private const int MaxStateValues = 1 << 26;
    private readonly string _where;
    private readonly JsonDocument _document;

    public ManifestReader(ReadOnlyMemory<byte> utf8, string where)
    {
        _where = where;
        if (utf8.Span.StartsWith("\uFEFF"u8))
        {
            utf8 = utf8[3..];
        }

        try
        {
            _document = JsonDocument.Parse(utf8);
        }
        catch (JsonException e)
        {
            throw new ShieldException(SlateReason.ModelFailed,
                $"The manifest {where} is no valid JSON (line {e.LineNumber + 1}): correct it there, or install the model again with 'models add FILE'.", e);
        }
    }

    public ModelManifest Manifest()
    {
        var root = _document.RootElement;
        if (root.ValueKind != JsonValueKind.Object)
        {
            throw Refuse("(the whole file)", "is no JSON object", "an object with schema, name, file, sha256, input, output and so on");
        }

        Whole(root, "", "schema", ModelManifest.Schema, ModelManifest.Schema);
        var input = Input(Object(root, "input"));
        var output = Output(Object(root, "output"));
        var manifest = new ModelManifest
        {
            Name = Matching(root, "name", NamePattern(), "1 to 64 characters of a-z, 0-9, '.', '_' and '-', beginning with a letter or digit"),
            Title = Text(root, "", "title"),
            Version = Text(root, "", "version"),
            File = Matching(root, "file", FilePattern(), "the name of an .onnx file without folders"),
            Sha256 = Matching(root, "sha256", HashPattern(), "64 hexadecimal digits in lower case"),
            Licence = Text(root, "", "licence"),
            Source = Text(root, "", "source"),
            Input = input,
            Output = output,
            PlateInput = OptionalInput(root, "plate"),
            PriorInput = OptionalInput(root, "prior"),
            Memories = [.. List(root, "states").Select(Memory)],
            Download = Download(root),
            Constants = [.. List(root, "constants").Select(Constant)],
        };
        if (output.Everybody is not null && manifest.PriorInput is null)
        {
            throw Refuse("output.everybody", "is given without an input 'prior', by which a model knows whom to follow", "an object 'prior' with the input's name, or no channel of everybody");
        }

        CheckDistinct("the name of an input", manifest.InputNames);
        CheckDistinct("the name of an output", manifest.Memories.Select(memory => memory.Output).Append(output.Name));

        return manifest;
    }

    public void Dispose() => _document.Dispose();

    private ModelInput Input(JsonElement input)
    {
        const string Parent = "input.";
        var scale = Triple(input, Parent, "scale");
        if (scale.Contains(0))
        {
            throw Refuse("input.scale", "holds a 0, which would hide the picture from the model", "three numbers other than 0");
        }

        return new ModelInput(
            Text(input, Parent, "name"),
            Whole(input, Parent, "width", MinSide, MaxSide),
            Whole(input, Parent, "height", MinSide, MaxSide),
            Layout(input, Parent),
            Choice(input, Parent, "channels", ("RGB", ChannelOrder.Rgb), ("BGR", ChannelOrder.Bgr)),
            Triple(input, Parent, "mean"),
            scale,
            input.TryGetProperty("fit", out _) ? Choice(input, Parent, "fit", ("stretch", PictureFit.Stretch), ("letterbox", PictureFit.Letterbox)) : PictureFit.Stretch);
    }

    private ModelOutput Output(JsonElement output)
    {
        const string Parent = "output.";
        var channels = Whole(output, Parent, "channels", 1, MaxChannels);
        var channel = Whole(output, Parent, "channel", 0, channels - 1);
        var activation = Choice(output, Parent, "activation",
            ("none", Activation.None), ("sigmoid", Activation.Sigmoid), ("softmax", Activation.Softmax));
        if (activation == Activation.Softmax && channels == 1)
        {
            throw Refuse("output.activation", "is 'softmax' with one channel, which is always 1 and would show the room", "none or sigmoid with one channel");
        }

        return new ModelOutput(Text(output, Parent, "name"), Layout(output, Parent), channels, channel, activation, Everybody(output, channels, channel, activation));
    }

    private int? Everybody(JsonElement output, int channels, int person, Activation activation)
    {
        if (!output.TryGetProperty("everybody", out var value) || value.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        var channel = Whole(output, "output.", "everybody", 0, channels - 1);
        return channel == person || activation == Activation.Softmax
            ? throw Refuse("output.everybody", $"is {channel}, which is the person's channel or one of a softmax", "another channel than the person's, with activation none or sigmoid")
            : channel;
    }

    private ModelMemory Memory(JsonElement state)
    {
        const string Parent = "states.";
        return new ModelMemory(
            Text(state, Parent, "input"), Text(state, Parent, "output"), state.TryGetProperty("shape", out _) ? Numbers(state, Parent, "shape", Axes) : null);

        static int[]? Axes(JsonElement[] values)
        {
            var axes = values.Select(value => value.TryGetInt32(out var axis) && axis is > 0 and <= MaxSide ? axis : 0).ToArray();
            return axes.Length is > 0 and <= MaxAxes && !axes.Contains(0) && axes.Aggregate(1L, (all, axis) => all * axis) <= MaxStateValues ? axes : null;
        }
    }

    private ModelConstant Constant(JsonElement constant)
    {
        const string Parent = "constants.";
        return new ModelConstant(Text(constant, Parent, "name"), Numbers(constant, Parent, "values", Finite));

        static float[]? Finite(JsonElement[] values)
        {
            var numbers = values.Select(value => value.GetSingle()).ToArray();
            return numbers.Length is > 0 and <= MaxSide && numbers.All(float.IsFinite) ? numbers : null;
        }
    }

    private ModelAddress? Download(JsonElement root)
    {
        if (!root.TryGetProperty("download", out var value) || value.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        const string Parent = "download.";
        var download = Object(root, "download");
        var text = Text(download, Parent, "address");
        return Uri.TryCreate(text, UriKind.Absolute, out var address) && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback))
            ? new ModelAddress(address, Whole(download, Parent, "bytes", 1, ModelFile.MaxModelBytes))
            : throw Refuse(Parent + "address", $"is '{text}'", "an https address");
    }

    private void CheckDistinct(string what, IEnumerable<string> names)
    {
        if (names.GroupBy(name => name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw Refuse($"'{twice.Key}'", $"is {what} twice", "a name of its own for each");
        }
    }

    private TensorLayout Layout(JsonElement element, string parent) =>
        Choice(element, parent, "layout", ("NCHW", TensorLayout.Nchw), ("NHWC", TensorLayout.Nhwc));

    private string? OptionalInput(JsonElement root, string field) =>
        root.TryGetProperty(field, out var value) && value.ValueKind != JsonValueKind.Null ? Text(Object(root, field), field + ".", "name") : null;

    private JsonElement Object(JsonElement root, string field)
    {
        const string Allowed = "an object";
        var value = Find(root, "", field, Allowed);
        return value.ValueKind == JsonValueKind.Object ? value : throw Refuse(field, "is no object", Allowed);
    }

    private string Text(JsonElement element, string parent, string field)
    {
        const string Allowed = "one line of text that is not empty";
        var value = Find(element, parent, field, Allowed);
        var text = value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        return string.IsNullOrWhiteSpace(text) || text.Any(char.IsControl) ? throw Refuse(parent + field, $"is {Shown(value)}", Allowed) : text;
    }

    private string Matching(JsonElement root, string field, Regex pattern, string allowed)
    {
        var value = Find(root, "", field, allowed);
        var text = value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
        return pattern.IsMatch(text) ? text : throw Refuse(field, $"is {Shown(value)}", allowed);
    }

    private int Whole(JsonElement element, string parent, string field, int least, int most)
    {
        var allowed = least == most ? $"{least}" : $"a whole number from {least} to {most}";
        var value = Find(element, parent, field, allowed);
        return value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) && number >= least && number <= most
            ? number
            : throw Refuse(parent + field, $"is {Shown(value)}", allowed);
    }

    private float[] Triple(JsonElement element, string parent, string field)
    {
        const string Allowed = "three finite numbers, one per channel";
        var value = Find(element, parent, field, Allowed);
        var numbers = value.ValueKind == JsonValueKind.Array
            ? value.EnumerateArray().Select(v => v.ValueKind == JsonValueKind.Number ? v.GetSingle() : float.NaN).ToArray()
            : [];
        return numbers.Length == 3 && numbers.All(float.IsFinite) ? numbers : throw Refuse(parent + field, $"is {Shown(value)}", Allowed);
    }

    private T[] Numbers<T>(JsonElement element, string parent, string field, Func<JsonElement[], T[]?> read)
    {
        const string Allowed = "a list of numbers that are finite and not too many; the axes of a state are whole and above 0";
        var value = Find(element, parent, field, Allowed);
        var values = value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().ToArray() : [];
        return (values.All(v => v.ValueKind == JsonValueKind.Number) ? read(values) : null) ?? throw Refuse(parent + field, $"is {Shown(value)}", Allowed);
    }

    /// <summary>The objects of an optional list.</summary>
    private List<JsonElement> List(JsonElement root, string field)
    {
        const string Allowed = "a list of objects";
        if (!root.TryGetProperty(field, out var value) || value.ValueKind == JsonValueKind.Null)
        {
            return [];
        }

        var items = value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().ToList() : null;
        return items is not null && items.TrueForAll(item => item.ValueKind == JsonValueKind.Object) ? items : throw Refuse(field, "is no list of objects", Allowed);
    }

    private T Choice<T>(JsonElement element, string parent, string field, params ReadOnlySpan<(string Text, T Value)> choices)
    {
        var allowed = "one of";
        foreach (var choice in choices)
        {
            allowed += $" '{choice.Text}'";
        }

        var value = Find(element, parent, field, allowed);
        foreach (var choice in choices)
        {
            if (value.ValueKind == JsonValueKind.String && value.ValueEquals(choice.Text))
            {
                return choice.Value;
            }
        }

        throw Refuse(parent + field, $"is {Shown(value)}", allowed);
    }

    private JsonElement Find(JsonElement element, string parent, string field, string allowed) =>
        element.TryGetProperty(field, out var value) ? value : throw Refuse(parent + field, "is missing", allowed);

    private ShieldException Refuse(string field, string fault, string allowed) =>
        new(SlateReason.ModelFailed, $"The manifest {_where} cannot be used: {field} {fault}; allowed is {allowed}.");

    private static string Shown(JsonElement value)
    {
        const int Longest = 80;
        var text = value.GetRawText().ReplaceLineEndings(" ");
        return text.Length <= Longest ? text : text[..Longest] + "...";
    }

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9._-]{0,63}\z")]
    private static partial Regex NamePattern();

    [GeneratedRegex(@"\A[A-Za-z0-9_][A-Za-z0-9._ -]{0,99}\.onnx\z")]
    private static partial Regex FilePattern();

    [GeneratedRegex(@"\A[0-9a-f]{64}\z")]
    private static partial Regex HashPattern();
}
