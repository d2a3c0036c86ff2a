using System.Text.RegularExpressions;
using StreamShield.Core.Frames;
using StreamShield.Core.Json;

namespace StreamShield.Onnx;

/// <summary>Reads a manifest field by field, so that every error names file, line, field and what is allowed.</summary>
internal static partial class ManifestReader
{
    private const int MinSide = 8;
    private const int MaxSide = 2048;
    private const int MaxChannels = 64;
    private const int MaxAxes = 8;
    private const int MaxEntries = 64;
    private const int MaxTextLength = 1000;
    private const int MaxStateValues = 1 << 26;

    /// <summary>Parses a manifest.</summary>
    /// <param name="utf8">Content of the file.</param>
    /// <param name="where">Name of the file in error messages.</param>
    /// <exception cref="ShieldException">A field is wrong or missing.</exception>
    public static ModelManifest Read(ReadOnlyMemory<byte> utf8, string where)
    {
        var fields = JsonFields.Read(utf8, $"The manifest {where}", SlateReason.ModelFailed);
        fields.Whole("schema", ModelManifest.Schema, ModelManifest.Schema);
        var input = fields.Part("input", Input);
        var output = fields.Part("output", Output);
        var manifest = new ModelManifest
        {
            Name = fields.Text("name", NamePattern().IsMatch, "1 to 64 characters of a-z, 0-9, '.', '_' and '-', beginning with a letter or digit"),
            Title = Line(fields, "title"),
            Version = Line(fields, "version"),
            File = fields.Text("file", FilePattern().IsMatch, "the name of an .onnx file without folders"),
            Sha256 = fields.Text("sha256", HashPattern().IsMatch, "64 hexadecimal digits in lower case"),
            Licence = Line(fields, "licence"),
            Source = Line(fields, "source"),
            Input = input,
            Output = output,
            PlateInput = fields.OptionalPart("plate", static plate => Line(plate, "name")),
            PriorInput = fields.OptionalPart("prior", static prior => Line(prior, "name")),
            Memories = fields.List("states", MaxEntries, Memory),
            HasQuickSums = fields.Flag("quickSums"),
            Download = fields.OptionalPart("download", Download),
            Constants = fields.List("constants", MaxEntries, Constant),
        };
        if (output.Everybody is not null && manifest.PriorInput is null)
        {
            throw fields.RefuseFor("prior", "is missing, though the output has a channel of everybody", "an object with the input's name, by which a model knows whom to follow");
        }

        CheckDistinct(fields, "input", manifest.InputNames);
        CheckDistinct(fields, "output", manifest.Memories.Select(memory => memory.Output).Append(output.Name));
        return manifest;
    }

    private static ModelInput Input(JsonFields input)
    {
        var scale = Triple(input, "scale");
        if (scale.Contains(0))
        {
            throw input.RefuseFor("scale", "holds a 0, which would hide the picture from the model", "three numbers other than 0");
        }

        return new ModelInput(
            Line(input, "name"),
            input.Whole("width", MinSide, MaxSide),
            input.Whole("height", MinSide, MaxSide),
            Layout(input),
            Choice(input, "channels", ("RGB", ChannelOrder.Rgb), ("BGR", ChannelOrder.Bgr)),
            Triple(input, "mean"),
            scale,
            input.Has("fit") ? Choice(input, "fit", ("stretch", PictureFit.Stretch), ("letterbox", PictureFit.Letterbox)) : PictureFit.Stretch);
    }

    private static ModelOutput Output(JsonFields output)
    {
        var channels = output.Whole("channels", 1, MaxChannels);
        var channel = output.Whole("channel", 0, channels - 1);
        var activation = Choice(output, "activation", ("none", Activation.None), ("sigmoid", Activation.Sigmoid), ("softmax", Activation.Softmax));
        if (activation == Activation.Softmax && channels == 1)
        {
            throw output.RefuseFor("activation", "is 'softmax' with one channel, which is always 1 and would show the room", "none or sigmoid with one channel");
        }

        int? everybody = output.Has("everybody") && !output.IsNull("everybody") ? output.Whole("everybody", 0, channels - 1) : null;
        return everybody == channel || (everybody is not null && activation == Activation.Softmax)
            ? throw output.RefuseFor("everybody", $"is {everybody}, which is the person's channel or one of a softmax", "another channel than the person's, with activation none or sigmoid")
            : new ModelOutput(Line(output, "name"), Layout(output), channels, channel, activation, everybody);
    }

    private static ModelMemory Memory(JsonFields state)
    {
        const string Allowed = "a list of 1 to 8 whole numbers above 0";
        var shape = state.Has("shape") ? state.Numbers("shape", IsShape, Allowed) : null;
        return new ModelMemory(Line(state, "input"), Line(state, "output"), shape is null ? null : [.. shape.Select(static axis => (int)axis)]);

        static bool IsShape(double[] axes) => axes.Length is > 0 and <= MaxAxes && axes.All(static axis => axis is >= 1 and <= MaxSide && double.IsInteger(axis))
            && axes.Aggregate(1.0, static (all, axis) => all * axis) <= MaxStateValues;
    }

    private static ModelConstant Constant(JsonFields constant) => new(
        Line(constant, "name"),
        [.. constant.Numbers("values", static values => values.Length is > 0 and <= MaxSide && AreFloats(values), $"a list of 1 to {MaxSide} finite numbers").Select(static value => (float)value)]);

    private static ModelAddress Download(JsonFields download)
    {
        var address = download.Text("address", static text => IsAddress(text), "an https address");
        return new ModelAddress(new Uri(address), download.Whole("bytes", 1, ModelFile.MaxModelBytes));

        static bool IsAddress(string text) => Uri.TryCreate(text, UriKind.Absolute, out var address)
            && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback));
    }

    private static void CheckDistinct(JsonFields fields, string what, IEnumerable<string> names)
    {
        if (names.GroupBy(static name => name, StringComparer.Ordinal).FirstOrDefault(static group => group.Count() > 1) is { } twice)
        {
            throw fields.RefuseFor(what, $"is wrong: '{twice.Key}' is the name of an {what} twice", "a name of its own for each");
        }
    }

    private static string Line(JsonFields fields, string name) =>
        fields.Text(name, static text => !string.IsNullOrWhiteSpace(text) && text.Length <= MaxTextLength && !text.Any(char.IsControl), "one line of text that is not empty");

    private static float[] Triple(JsonFields fields, string name) =>
        [.. fields.Numbers(name, static values => values.Length == 3 && AreFloats(values), "three finite numbers, one per channel").Select(static value => (float)value)];

    private static bool AreFloats(double[] values) => values.All(static value => float.IsFinite((float)value));

    private static TensorLayout Layout(JsonFields fields) => Choice(fields, "layout", ("NCHW", TensorLayout.Nchw), ("NHWC", TensorLayout.Nhwc));

    private static T Choice<T>(JsonFields fields, string name, params (string Word, T Value)[] choices)
    {
        var word = fields.Word(name, choices.Select(static choice => choice.Word));
        return choices.First(choice => choice.Word == word).Value;
    }

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9._-]{0,63}\z")]
    private static partial Regex NamePattern();

    [GeneratedRegex(@"\A[A-Za-z0-9_][A-Za-z0-9._ -]{0,99}\.onnx\z")]
    private static partial Regex FilePattern();

    [GeneratedRegex(@"\A[0-9a-f]{64}\z")]
    private static partial Regex HashPattern();
}
