using StreamShield.Core.Frames;
using StreamShield.Tests.Onnx;

namespace StreamShield.Tests.EndToEnd;

[Collection(EndToEndTests.Name)]
public sealed class ModelSwapTests
{
    /// <summary>Ways in which a model file is no model any more.</summary>
    private static readonly Dictionary<string, Action<string>> Damages = new()
    {
        ["garbage"] = path =>
        {
            var garbage = new byte[5000];
            new Random(5).NextBytes(garbage);
            File.WriteAllBytes(path, garbage);
        },
        ["cut off"] = path => File.WriteAllBytes(path, File.ReadAllBytes(path)[..100]),
        ["empty"] = path => File.WriteAllBytes(path, []),
        ["gone"] = File.Delete,
        ["another model that marks everything"] = path => File.WriteAllBytes(path, TinyOnnx.Constant(ShieldModels.Width, ShieldModels.Height, 1)),
        ["a broken manifest"] = path => File.WriteAllText(Path.ChangeExtension(path, ".json"), "{ \"schema\": 1, "),
    };

    public static TheoryData<string> DamageNames => [.. Damages.Keys];

    [Theory]
    [MemberData(nameof(DamageNames))]
    public void A_model_file_swapped_while_live_hides_after_a_reload_until_the_good_one_is_back(string damage)
    {
        using var rig = new LiveRig(300).Start();
        rig.UntilShown();
        var model = File.ReadAllBytes(rig.Model);
        var manifest = File.ReadAllText(Path.ChangeExtension(rig.Model, ".json"));

        Damages[damage](rig.Model);
        rig.UntilShown();
        rig.Session.Pipeline.UseModel(() => rig.Open());
        rig.UntilSlate(SlateReason.ModelFailed);
        var shown = rig.Witness.Shown;
        var delivered = rig.Source.Delivered;
        rig.Until("thirty frames came in vain", () => rig.Source.Delivered > delivered + 30);
        Assert.Equal(shown, rig.Witness.Shown);
        Assert.Equal(SlateReason.ModelFailed, rig.Session.Pipeline.State.Reason);
        Assert.NotEmpty(rig.Session.Pipeline.State.Detail);

        File.WriteAllBytes(rig.Model, model);
        File.WriteAllText(Path.ChangeExtension(rig.Model, ".json"), manifest);
        rig.UntilShown();
        rig.End();
    }

    [Fact]
    public void Models_swapped_again_and_again_leak_nothing()
    {
        using var rig = new LiveRig(301).Start();
        for (var i = 0; i < 15; i++)
        {
            rig.UntilShown(3);
            rig.Session.Pipeline.UseModel(() => rig.Open());
        }

        rig.UntilShown();
        rig.End();
        Assert.Equal(16, rig.Session.Pipeline.SlateCount(SlateReason.ModelLoading));
    }
}
