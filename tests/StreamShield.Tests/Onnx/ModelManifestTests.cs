using System.Text;
using System.Text.Json.Nodes;
using StreamShield.Core.Frames;
using StreamShield.Onnx;

namespace StreamShield.Tests.Onnx;

/// <summary>Manifests: what is read, and the sentence for everything that is wrong.</summary>
public sealed class ModelManifestTests
{
    private const string TwoChannels = "{\"name\":\"alpha\",\"layout\":\"NCHW\",\"channels\":2,\"channel\":0,\"activation\":\"none\"";

    /// <summary>A change to a good manifest and what the refusal must say.</summary>
    public static TheoryData<string, string, string> Faults { get; } = new()
    {
        { "schema", "2", "schema is 2; allowed is 1" },
        { "schema", "null", "schema is null; allowed is 1" },
        { "schema", "", "schema is missing; allowed is 1" },
        { "name", "\"../up\"", "name is \"../up\"; allowed is 1 to 64 characters" },
        { "name", "\"\"", "name is \"\"; allowed is" },
        { "name", "5", "name is 5; allowed is" },
        { "title", "\"\"", "title is \"\"; allowed is one line of text" },
        { "title", "\"two\\nlines\"", "allowed is one line of text" },
        { "version", "", "version is missing" },
        { "file", "\"/etc/x.onnx\"", "allowed is the name of an .onnx file without folders" },
        { "file", "\"..\\\\x.onnx\"", "allowed is the name of an .onnx file without folders" },
        { "file", "\"x.txt\"", "allowed is the name of an .onnx file without folders" },
        { "sha256", "\"ABC\"", "sha256 is \"ABC\"; allowed is 64 hexadecimal digits in lower case" },
        { "licence", "", "licence is missing" },
        { "source", "[]", "source is []" },
        { "input", "", "input is missing; allowed is an object" },
        { "input", "[1]", "input is [1]; allowed is an object" },
        { "input.name", "", "input.name is missing" },
        { "input.width", "7", "input.width is 7; allowed is a whole number from 8 to 2048" },
        { "input.height", "2049", "input.height is 2049" },
        { "input.height", "16.5", "input.height is 16.5" },
        { "input.height", "\"16\"", "input.height is \"16\"" },
        { "input.layout", "\"CHW\"", "input.layout is \"CHW\"; allowed is one of \"NCHW\", \"NHWC\"" },
        { "input.channels", "\"rgb\"", "input.channels is \"rgb\"; allowed is one of \"RGB\", \"BGR\"" },
        { "input.mean", "[0,0]", "input.mean is [0,0]; allowed is three finite numbers" },
        { "input.mean", "[0,0,1e99]", "input.mean is [0,0,1e99]" },
        { "input.mean", "[0,0,\"x\"]", "allowed is three finite numbers" },
        { "input.scale", "[1,0,1]", "input.scale holds a 0" },
        { "input.fit", "\"crop\"", "input.fit is \"crop\"; allowed is one of \"stretch\", \"letterbox\"" },
        { "output", "", "output is missing" },
        { "output.name", "\" \"", "output.name is \" \"" },
        { "output.channels", "0", "output.channels is 0; allowed is a whole number from 1 to 64" },
        { "output.channel", "1", "output.channel is 1; allowed is 0" },
        { "output.channel", "-1", "output.channel is -1" },
        { "output.activation", "\"relu\"", "allowed is one of \"none\", \"sigmoid\", \"softmax\"" },
        { "output.activation", "\"softmax\"", "would show the room" },
        { "output.everybody", "1", "output.everybody is 1; allowed is 0" },
        { "output.everybody", "0", "output.everybody is 0, which is the person's channel" },
        { "output", TwoChannels + ",\"everybody\":1}", "prior is missing, though the output has a channel of everybody" },
        { "plate", "\"plate\"", "plate is \"plate\"; allowed is an object" },
        { "states", "{}", "states is {}; allowed is a list" },
        { "states", "[5]", "states[0] is 5; allowed is an object" },
        { "states", "[{\"input\":\"r1i\"}]", "states[0].output is missing" },
        { "states", "[{\"input\":\"r1i\",\"output\":\"r1o\",\"shape\":[1,0]}]", "states[0].shape is [1,0]; allowed is a list of 1 to 8 whole numbers" },
        { "states", "[{\"input\":\"r1i\",\"output\":\"r1o\",\"shape\":[2048,2048,2048]}]", "states[0].shape is [2048,2048,2048]" },
        { "states", "[{\"input\":\"frame\",\"output\":\"r1o\"}]", "'frame' is the name of an input twice" },
        { "states", "[{\"input\":\"r1i\",\"output\":\"alpha\"}]", "'alpha' is the name of an output twice" },
        { "quickSums", "1", "quickSums is 1; allowed is true or false" },
        { "constants", "[{\"name\":\"ratio\",\"values\":[]}]", "constants[0].values is []" },
        { "constants", "[{\"name\":\"ratio\",\"values\":[1,\"x\"]}]", "constants[0].values is [1,\"x\"]" },
        { "plate", "{}", "plate.name is missing" },
        { "prior", "{\"name\":\"frame\"}", "'frame' is the name of an input twice" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void Each_fault_names_file_field_and_what_is_allowed(string field, string value, string expected)
    {
        var json = TinyOnnx.Manifest("tiny", [1], 16, 8);
        var parent = (JsonObject)(field.Contains('.', StringComparison.Ordinal) ? json[field.Split('.')[0]]! : json);
        var key = field.Split('.')[^1];
        parent.Remove(key);
        if (value.Length > 0)
        {
            parent[key] = JsonNode.Parse(value);
        }

        var e = Assert.Throws<ShieldException>(() => Parse(json.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping })));
        Assert.StartsWith("The manifest tiny.json cannot be used: line ", e.Message, StringComparison.Ordinal);
        Assert.Contains(expected, e.Message, StringComparison.Ordinal);
        Assert.EndsWith(".", e.Message, StringComparison.Ordinal);
        Assert.Equal(SlateReason.ModelFailed, e.Reason);
    }

    [Theory]
    [InlineData("", "line 1: no valid JSON")]
    [InlineData("{", "line 1: no valid JSON")]
    [InlineData("{\"schema\":1,}", "line 1: no valid JSON")]
    [InlineData("[]", "the whole file is []; allowed is an object")]
    [InlineData("{\"schema\":1,\"input\":{\"name\":\"\\ud800\",\"scale\":[1,1,1]},\"output\":{}}", "half of a character is escaped")]
    public void What_is_no_manifest_at_all(string text, string expected) =>
        Assert.Contains(expected, Assert.Throws<ShieldException>(() => Parse(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void Unknown_fields_and_a_byte_order_mark_are_tolerated()
    {
        var json = TinyOnnx.Manifest("tiny", [1], 16, 8);
        json["new"] = new JsonObject { ["deep"] = 1 };
        json["plate"] = new JsonObject { ["name"] = "plate", ["since"] = 2 };
        json["prior"] = null;
        var manifest = Parse("\uFEFF" + json.ToJsonString());
        Assert.Equal("tiny", manifest.Name);
        Assert.Equal("tiny.onnx", manifest.File);
        Assert.Equal((16, 8), (manifest.Input.Width, manifest.Input.Height));
        Assert.Equal("plate", manifest.PlateInput);
        Assert.Null(manifest.PriorInput);
    }

    private static ModelManifest Parse(string json) => ModelManifest.Parse(Encoding.UTF8.GetBytes(json), "tiny.json");
}
