using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace StreamShield.Tests.Onnx;

/// <summary>
/// Models of a few nodes for tests. Unless said otherwise they take "frame" as [1,3,height,width] (BGR, 0..1) and give "alpha" as
/// [1,1,height,width], which is what <see cref="Manifest"/> says.
/// </summary>
public static class TinyOnnx
{
    /// <summary>The same alpha everywhere, whatever the frame shows.</summary>
    /// <param name="alpha">0..1; values outside make a model that gives nonsense.</param>
    public static byte[] Constant(int width, int height, float alpha) =>
        Taking(width, height)
            .Constant("zero", 0).Constant("value", alpha)
            .Node("Mul", ["first", "zero"], "nothing")
            .Node("Add", ["nothing", "value"], "alpha")
            .Build();

    /// <summary>Pixels whose mean over the channels is above <paramref name="threshold"/> (0..1) are person, the rest is hidden.</summary>
    public static byte[] BrightIsPerson(int width, int height, float threshold = 0.5f) =>
        Taking(width, height)
            .Constant("threshold", threshold).Constant("steep", 1000)
            .Node("ReduceMean", ["frame"], "mean", ("axes", new[] { 1 }), ("keepdims", 1))
            .Node("Sub", ["mean", "threshold"], "above")
            .Node("Mul", ["above", "steep"], "wide")
            .Node("Clip", ["wide"], "alpha", ("min", 0f), ("max", 1f))
            .Build();

    /// <summary>No number anywhere (0/0): refused when it is loaded.</summary>
    public static byte[] NaN(int width, int height) =>
        Taking(width, height)
            .Constant("zero", 0)
            .Node("Mul", ["first", "zero"], "nothing")
            .Node("Div", ["nothing", "nothing"], "alpha")
            .Build();

    /// <summary>Person everywhere, except that a wholly black pixel gives no number (0/0): loads, then fails on frames with black.</summary>
    public static byte[] NaNWhereBlack(int width, int height) =>
        Taking(width, height)
            .Node("ReduceMax", ["frame"], "brightest", ("axes", new[] { 1 }), ("keepdims", 1))
            .Node("Div", ["brightest", "brightest"], "alpha")
            .Build();

    /// <summary>Hides everything, and fails inside the runtime on a frame that has a value of 255 after down-scaling.</summary>
    public static byte[] FailsOnWhite(int width, int height) =>
        Taking(width, height)
            .Constant("zero", 0).Constant("only", 0)
            .Node("Mul", ["first", "zero"], "nothing")
            .Node("ReduceMax", ["frame"], "brightest", ("axes", new[] { 0, 1, 2, 3 }), ("keepdims", 0))
            .Node("Cast", ["brightest"], "index", ("to", (int)TinyElement.I64))
            .Node("Gather", ["only", "index"], "picked", ("axis", 0))
            .Node("Add", ["nothing", "picked"], "alpha")
            .Build();

    /// <summary>Gives the mean of each channel everywhere, with 128/255 added.</summary>
    public static byte[] MeanEverywhere(int width, int height, bool nhwc)
    {
        long[] shape = nhwc ? [1, height, width, 3] : [1, 3, height, width];
        return new TinyGraph().Input("frame", TinyElement.F32, shape).Output("alpha", TinyElement.F32, shape)
            .Constant("zero", 0).Constant("middle", 128 / 255f)
            .Node("ReduceMean", ["frame"], "mean", ("axes", nhwc ? new[] { 1, 2 } : [2, 3]), ("keepdims", 1))
            .Node("Mul", ["frame", "zero"], "nothing")
            .Node("Add", ["mean", "middle"], "shown")
            .Node("Add", ["nothing", "shown"], "alpha")
            .Build();
    }

    /// <summary>Gives the frame tensor's own channels, times <paramref name="factor"/> and with <paramref name="add"/> added, as they come: [1,3,h,w] or [1,h,w,3].</summary>
    public static byte[] Echo(int width, int height, bool nhwc = false, float factor = 1, string input = "frame", string output = "alpha", float add = 0)
    {
        long[] shape = nhwc ? [1, height, width, 3] : [1, 3, height, width];
        return new TinyGraph().Input(input, TinyElement.F32, shape).Output(output, TinyElement.F32, shape)
            .Constant("factor", factor).Constant("add", add)
            .Node("Mul", [input, "factor"], "times")
            .Node("Add", ["times", "add"], output)
            .Build();
    }

    /// <summary>Gives the first two channels, times <paramref name="factor"/>.</summary>
    public static byte[] EchoTwo(int width, int height, bool nhwc = false, float factor = 1)
    {
        var axis = nhwc ? 3 : 1;
        return new TinyGraph()
            .Input("frame", TinyElement.F32, nhwc ? [1, height, width, 3] : [1, 3, height, width])
            .Output("alpha", TinyElement.F32, nhwc ? [1, height, width, 2] : [1, 2, height, width])
            .Constant("factor", factor)
            .Node("Slice", ["frame"], "two", ("axes", new[] { axis }), ("starts", new[] { 0 }), ("ends", new[] { 2 }))
            .Node("Mul", ["two", "factor"], "alpha")
            .Build();
    }

    /// <summary>Adds the frame's first channel, the plate's validity and the prior matte.</summary>
    public static byte[] PlateAndPrior(int width, int height, bool nhwc = false)
    {
        var axis = nhwc ? 3 : 1;
        return new TinyGraph()
            .Input("frame", TinyElement.F32, Shape(3)).Input("plate", TinyElement.F32, Shape(4)).Input("prior", TinyElement.F32, Shape(1))
            .Output("alpha", TinyElement.F32, Shape(1))
            .Node("Slice", ["frame"], "first", ("axes", new[] { axis }), ("starts", new[] { 0 }), ("ends", new[] { 1 }))
            .Node("Slice", ["plate"], "validity", ("axes", new[] { axis }), ("starts", new[] { 3 }), ("ends", new[] { 4 }))
            .Node("Add", ["first", "validity"], "some")
            .Node("Add", ["some", "prior"], "alpha")
            .Build();

        long[] Shape(int channels) => nhwc ? [1, height, width, channels] : [1, channels, height, width];
    }

    /// <summary>
    /// Two channels: the streamer, which is the frame's first channel within the prior (all of it when the prior is empty), and everybody, which is the whole first channel.
    /// </summary>
    /// <param name="tooMuch">True adds the prior to everybody, which may be more than 1.</param>
    public static byte[] Follows(int width, int height, bool tooMuch = false) =>
        new TinyGraph()
            .Input("frame", TinyElement.F32, 1, 3, height, width).Input("prior", TinyElement.F32, 1, 1, height, width)
            .Output("alpha", TinyElement.F32, 1, 2, height, width)
            .Constant("one", 1).Constant("part", tooMuch ? 1 : 0)
            .Node("Slice", ["frame"], "first", ("axes", new[] { 1 }), ("starts", new[] { 0 }), ("ends", new[] { 1 }))
            .Node("ReduceMax", ["prior"], "most", ("axes", new[] { 1, 2, 3 }), ("keepdims", 1))
            .Node("Sub", ["one", "most"], "lack")
            .Node("Add", ["prior", "lack"], "within")
            .Node("Mul", ["first", "within"], "streamer")
            .Node("Mul", ["prior", "part"], "more")
            .Node("Add", ["first", "more"], "everybody")
            .Node("Concat", ["streamer", "everybody"], "alpha", ("axis", 1))
            .Build();

    /// <summary>
    /// A quantised network as tools write it (QDQ): the frame to 8 bits and back, a convolution with signed 8-bit weights that takes half of the first and half of the last channel.
    /// </summary>
    public static byte[] Quantised(int width, int height) =>
        new TinyGraph(opset: 10)
            .Input("frame", TinyElement.F32, 1, 3, height, width).Output("alpha", TinyElement.F32, 1, 1, height, width)
            .Tensor("scale", TinyElement.F32, [], BitConverter.GetBytes(1 / 255f)).Tensor("zero", TinyElement.U8, [], 0)
            .Tensor("weightScale", TinyElement.F32, [], BitConverter.GetBytes(1 / 128f)).Tensor("weightZero", TinyElement.I8, [], 0)
            .Tensor("weights", TinyElement.I8, [1, 3, 1, 1], 64, 0, 64)
            .Node("QuantizeLinear", ["frame", "scale", "zero"], "bytes")
            .Node("DequantizeLinear", ["bytes", "scale", "zero"], "back")
            .Node("DequantizeLinear", ["weights", "weightScale", "weightZero"], "kernel")
            .Node("Conv", ["back", "kernel"], "mixed")
            .Node("QuantizeLinear", ["mixed", "scale", "zero"], "mixedBytes")
            .Node("DequantizeLinear", ["mixedBytes", "scale", "zero"], "alpha")
            .Build();

    /// <summary>Remembers a tenth of every frame's first channel, and gives what it remembers.</summary>
    /// <param name="isOpen">True leaves the shape of what it remembers open.</param>
    public static byte[] Remembers(int width, int height, bool nhwc = false, bool isOpen = false)
    {
        var axis = nhwc ? 3 : 1;
        long[] memory = isOpen ? [1, -1, -1, -1] : Shape(1);
        return new TinyGraph()
            .Input("frame", TinyElement.F32, Shape(3)).Input("before", TinyElement.F32, memory)
            .Output("alpha", TinyElement.F32, Shape(1)).Output("after", TinyElement.F32, memory)
            .Constant("tenth", 0.1f).Constant("one", 1)
            .Node("Slice", ["frame"], "first", ("axes", new[] { axis }), ("starts", new[] { 0 }), ("ends", new[] { 1 }))
            .Node("Mul", ["first", "tenth"], "some")
            .Node("Add", ["before", "some"], "after")
            .Node("Mul", ["after", "one"], "alpha")
            .Build();

        long[] Shape(int channels) => nhwc ? [1, height, width, channels] : [1, channels, height, width];
    }

    /// <summary>The first channel times the constant input "share".</summary>
    public static byte[] TakesShare(int width, int height) =>
        new TinyGraph()
            .Input("frame", TinyElement.F32, 1, 3, height, width).Input("share", TinyElement.F32, 1).Output("alpha", TinyElement.F32, 1, 1, height, width)
            .Node("Slice", ["frame"], "first", ("axes", new[] { 1 }), ("starts", new[] { 0 }), ("ends", new[] { 1 }))
            .Node("Mul", ["first", "share"], "alpha")
            .Build();

    /// <summary>Gives the plate back; the frame is asked for and not looked at.</summary>
    public static byte[] EchoPlate(int width, int height, bool nhwc)
    {
        return new TinyGraph()
            .Input("frame", TinyElement.F32, Shape(3)).Input("plate", TinyElement.F32, Shape(4)).Output("alpha", TinyElement.F32, Shape(4))
            .Node("Identity", ["plate"], "alpha")
            .Build();

        long[] Shape(int channels) => nhwc ? [1, height, width, channels] : [1, channels, height, width];
    }

    /// <summary>The first channel with every dimension left open in the model.</summary>
    public static byte[] OpenShapes() =>
        new TinyGraph().Input("frame", TinyElement.F32, -1, -1, -1, -1).Output("alpha", TinyElement.F32, -1, -1, -1, -1)
            .Node("Slice", ["frame"], "alpha", ("axes", new[] { 1 }), ("starts", new[] { 0 }), ("ends", new[] { 1 }))
            .Build();

    /// <summary>Gives the frame tensor back in another element type than float32, at both ends.</summary>
    public static byte[] OfType(int width, int height, TinyElement type) =>
        new TinyGraph().Input("frame", type, 1, 3, height, width).Output("alpha", type, 1, 3, height, width)
            .Node("Identity", ["frame"], "alpha")
            .Build();

    /// <summary>A three-axis output: [3,height,width].</summary>
    public static byte[] FlatOutput(int width, int height) =>
        new TinyGraph().Input("frame", TinyElement.F32, 1, 3, height, width).Output("alpha", TinyElement.F32, 3, height, width)
            .Node("Squeeze", ["frame"], "alpha", ("axes", new[] { 0 }))
            .Build();

    /// <summary>The manifest of such a model, to be changed by the test: one output channel, no activation, BGR, 0..1.</summary>
    public static JsonObject Manifest(string name, byte[] model, int width, int height) => new()
    {
        ["schema"] = 1,
        ["name"] = name,
        ["title"] = "A tiny model",
        ["version"] = "1",
        ["file"] = name + ".onnx",
        ["sha256"] = Convert.ToHexStringLower(SHA256.HashData(model)),
        ["licence"] = "MIT",
        ["source"] = "the tests",
        ["input"] = new JsonObject
        {
            ["name"] = "frame",
            ["width"] = width,
            ["height"] = height,
            ["layout"] = "NCHW",
            ["channels"] = "BGR",
            ["mean"] = new JsonArray(0, 0, 0),
            ["scale"] = new JsonArray(1 / 255f, 1 / 255f, 1 / 255f),
        },
        ["output"] = new JsonObject
        {
            ["name"] = "alpha",
            ["layout"] = "NCHW",
            ["channels"] = 1,
            ["channel"] = 0,
            ["activation"] = "none",
        },
    };

    /// <summary>Writes NAME.onnx and NAME.json into a folder, which is made when missing.</summary>
    /// <param name="manifest">What to write beside the model; null = <see cref="Manifest"/>.</param>
    /// <returns>Path of the model; <c>--model</c> takes it.</returns>
    public static string Write(string folder, string name, byte[] model, int width, int height, JsonObject? manifest = null)
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, name + ".onnx");
        File.WriteAllBytes(path, model);
        File.WriteAllText(Path.Combine(folder, name + ".json"), (manifest ?? Manifest(name, model, width, height)).ToJsonString());
        return path;
    }

    private static TinyGraph Taking(int width, int height) =>
        new TinyGraph().Input("frame", TinyElement.F32, 1, 3, height, width).Output("alpha", TinyElement.F32, 1, 1, height, width)
            .Node("Slice", ["frame"], "first", ("axes", new[] { 1 }), ("starts", new[] { 0 }), ("ends", new[] { 1 }));
}
