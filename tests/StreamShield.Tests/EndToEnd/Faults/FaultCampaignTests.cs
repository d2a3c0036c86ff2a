namespace StreamShield.Tests.EndToEnd.Faults;

/// <summary>The short campaign; the long one is <c>StreamShield.Lab faults N</c>.</summary>
[Collection(EndToEndTests.Name)]
public sealed class FaultCampaignTests
{
    [Theory]
    [InlineData(1801)]
    [InlineData(1802)]
    public async Task Random_faults_that_overlap_never_show_the_room_and_never_keep_the_panic_back(int seed)
    {
        var report = await new FaultCampaign(seed, static _ => { }, maySuspend: false).RunAsync(150, TimeSpan.FromSeconds(40));
        Assert.True(report.Findings.Count == 0, $"Seed {seed}: {string.Join('\n', report.Lines)}");
        Assert.True(report.Panics.Count > 0 && report.Pictures > 0);
    }
}
