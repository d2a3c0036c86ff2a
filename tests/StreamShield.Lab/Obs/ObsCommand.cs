using System.Diagnostics;
using System.Globalization;
using StreamShield.App.Obs;
using StreamShield.Tests.EndToEnd.Obs;

namespace StreamShield.Lab.Obs;

/// <summary>
/// <c>obs ROUNDS none|PROGRAM [SEED] [KIND]</c>: switches, makes, deletes and closes in the real OBS under Xvfb, and how often it died; PROGRAM is a <c>streamshield</c> whose guard is attached meanwhile, none
/// leaves OBS alone; KIND is a word of the kind of act, without it all. Half an hour for 200 rounds.
/// </summary>
internal static class ObsCommand
{
    /// <summary>Runs and prints.</summary>
    /// <returns>Exit code: 1 when OBS died.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        if (args.Length is < 2 or > 4 || !int.TryParse(args[0], NumberStyles.None, CultureInfo.InvariantCulture, out var rounds))
        {
            Console.Error.WriteLine("Say obs ROUNDS none|PROGRAM [SEED] [KIND].");
            return 2;
        }

        if (ObsProcess.Missing is { } missing)
        {
            Console.Error.WriteLine($"{missing}.");
            return 2;
        }

        var seed = int.Parse(args.ElementAtOrDefault(2) ?? "1", CultureInfo.InvariantCulture);
        await using var obs = await ObsProcess.StartAsync();
        await using var campaign = new ObsCampaign(obs, seed, Console.WriteLine);
        await campaign.BeginAsync();
        using var guard = args[1] == "none" ? null : StartGuard(args[1], obs);
        try
        {
            await campaign.RunAsync(rounds, args.ElementAtOrDefault(3) ?? "");
        }
        finally
        {
            guard?.Kill();
        }

        foreach (var line in campaign.Summary)
        {
            Console.WriteLine(line);
        }

        Console.WriteLine($"closing: OBS died {campaign.DiedByItself} times by a fault of its own");
        return campaign.Crashes == 0 ? 0 : 1;
    }

    private static Process StartGuard(string program, ObsProcess obs)
    {
        var start = new ProcessStartInfo(program, ["obs", "guard", "--obs-address", $"{obs.Address}", "--safe-scene", ObsCampaign.Safe, "--stop-raw"]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment[ObsAccess.PasswordVariable] = ObsProcess.Password;
        var guard = Process.Start(start)!;
        foreach (var reader in (StreamReader[])[guard.StandardOutput, guard.StandardError])
        {
            _ = Task.Run(async () =>
            {
                while (await reader.ReadLineAsync() is { } line)
                {
                    if (Environment.GetEnvironmentVariable("OBS_CAMPAIGN_TALKS") is not null)
                    {
                        Console.WriteLine($"guard: {line}");
                    }
                }
            });
        }

        return guard;
    }
}
