using System.Text;
using System.Text.Json.Nodes;
using StreamShield.Core.Frames;

namespace StreamShield.Tests.Onnx;

/// <summary>Models that are not what their manifest says fail when they are loaded, each with one sentence.</summary>
public sealed class BadModelTests
{
    private const int Width = 16;
    private const int Height = 8;

    [Fact]
    public void Another_hash() => Refused(TinyOnnx.Constant(Width, Height, 1), json => json["sha256"] = new string('0', 64), "has the hash", "damaged or was swapped");

    [Fact]
    public void No_model_at_all() => Refused(Encoding.ASCII.GetBytes("this is no model"), null, "is no ONNX model that can be run");

    [Fact]
    public void A_truncated_model() => Refused(TinyOnnx.BrightIsPerson(Width, Height)[..^60], null, "is no ONNX model that can be run");

    [Fact]
    public void An_empty_model() => Refused([], null, "is no ONNX model that can be run");

    [Fact]
    public void Another_input_name() => Refused(TinyOnnx.Echo(Width, Height, input: "picture"), Three, "has no input 'frame' (it has 'picture')");

    [Fact]
    public void Another_output_name() => Refused(TinyOnnx.Echo(Width, Height, output: "mask"), Three, "has no output 'alpha' (it has 'mask')");

    [Fact]
    public void An_input_that_the_manifest_does_not_name() => Refused(TinyOnnx.PlateAndPrior(Width, Height), null, "also asks for an input 'plate'");

    [Fact]
    public void A_plate_that_the_model_does_not_have() =>
        Refused(TinyOnnx.Constant(Width, Height, 1), json => json["plate"] = new JsonObject { ["name"] = "plate" }, "has no input 'plate'");

    [Fact]
    public void A_prior_of_another_shape() => Refused(TinyOnnx.PlateAndPrior(Width, Height), json =>
    {
        json["plate"] = new JsonObject { ["name"] = "prior" };
        json["prior"] = new JsonObject { ["name"] = "plate" };
    }, "has an input 'prior' of shape [1,1,8,16] where the manifest says [1,4,8,16]");

    [Fact]
    public void Another_input_size() =>
        Refused(TinyOnnx.Constant(Width, Height, 1), json => json["input"]!["width"] = 32, "has an input 'frame' of shape [1,3,8,16] where the manifest says [1,3,8,32]");

    [Fact]
    public void Another_input_layout() => Refused(TinyOnnx.Echo(Width, Height, nhwc: true), Three, "of shape [1,8,16,3] where the manifest says [1,3,8,16]");

    [Fact]
    public void Another_number_of_output_channels() =>
        Refused(TinyOnnx.Echo(Width, Height), null, "has an output 'alpha' of shape [1,3,8,16] where the manifest says [1,1,any,any]");

    [Fact]
    public void Three_axes() => Refused(TinyOnnx.FlatOutput(Width, Height), Three, "has an output 'alpha' of shape [3,8,16]");

    [Theory]
    [InlineData(TinyElement.F16, "Float16")]
    [InlineData(TinyElement.U8, "UInt8")]
    [InlineData(TinyElement.I64, "Int64")]
    public void Another_element_type(TinyElement type, string name) =>
        Refused(TinyOnnx.OfType(Width, Height, type), Three, $"has an input 'frame' of type {name} where float32 is needed");

    [Fact]
    public void Open_dimensions_that_turn_out_wrong_in_the_first_run()
    {
        // Channels first where the manifest says last: 16 channels of 3x8 go in, one of them comes out.
        Refused(TinyOnnx.OpenShapes(), json =>
        {
            json["input"]!["layout"] = "NHWC";
            json["output"]!["layout"] = "NHWC";
        }, "has an output 'alpha' of shape [1,1,16,3] where the manifest says [1,any,any,1]");
    }

    private static void Three(JsonObject json) => json["output"]!["channels"] = 3;

    private static void Refused(byte[] model, Action<JsonObject>? change, params string[] expected)
    {
        var e = Assert.Throws<ShieldException>(() => OnnxSegmenterTests.Load(model, change, Width, Height));
        Assert.Equal(SlateReason.ModelFailed, e.Reason);
        Assert.Contains("'tiny'", e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', e.Message);
        Assert.EndsWith(".", e.Message, StringComparison.Ordinal);
        Assert.All(expected, part => Assert.Contains(part, e.Message, StringComparison.Ordinal));
    }
}
