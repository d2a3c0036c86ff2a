using StreamShield.App.Obs;
using StreamShield.Tests.App;

namespace StreamShield.Tests.EndToEnd.Obs;

/// <summary>The guard leaves the real OBS alive. The long run is <c>obs</c> of StreamShield.Lab.</summary>
[Collection(EndToEndTests.Name)]
public sealed class ObsCampaignTests(ITestOutputHelper output)
{
    /// <summary>The guard gets in with what OBS itself has stored: a password with backslashes, quotes and umlauts.</summary>
    [Fact]
    public async Task OBS_lives_through_switches_makes_deletes_and_closes_with_the_guard_on()
    {
        Assert.SkipWhen(ObsProcess.Missing is not null, ObsProcess.Missing ?? "");
        await using var obs = await ObsProcess.StartAsync();
        await using var campaign = new ObsCampaign(obs, seed: 19, output.WriteLine);
        await campaign.BeginAsync();
        using var said = new WatchedWriter();
        var options = new ObsWatchOptions(new ObsAccess(null, null, [obs.Settings]), new GuardOptions { SafeScene = ObsCampaign.Safe, StopRaw = true });
        await using var watch = ObsWatch.Start(options, null, null, said.WriteLine, TimeProvider.System, CancellationToken.None);
        await said.LineWithAsync("Guarding OBS");
        await campaign.RunAsync(10);
        Assert.All(campaign.Summary, line => Assert.EndsWith("OBS died in 0 of 2", line, StringComparison.Ordinal));
        Assert.Contains("switched to 'Safe'", said.ToString(), StringComparison.Ordinal);
    }
}
