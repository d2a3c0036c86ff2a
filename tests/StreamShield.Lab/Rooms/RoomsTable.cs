using System.Globalization;

namespace StreamShield.Lab.Rooms;

/// <summary>Figures as a Markdown table.</summary>
internal static class RoomsTable
{
    public static void Head(TextWriter output)
    {
        output.WriteLine("| scene | leak % | worst % | recovered % | once % | match | kept % | others % | IoU | boundary F | false fg % | missed fg % | flicker % | line-up | slates |");
        output.WriteLine("|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|");
    }

    public static void Row(TextWriter output, RoomFigures figures) => output.WriteLine(string.Create(CultureInfo.InvariantCulture,
        $"| {figures.Scene} | {Percent(figures.Leak)} | {Percent(figures.Worst)} | {Percent(figures.Recovered)} | {Percent(figures.RecoveredOnce)} | {figures.Match} | {Percent(figures.Kept)} | {Percent(figures.OthersShown)} | {Number(figures.IoU)} | {Number(figures.BoundaryF)} | {Percent(figures.FalseForeground)} | {Percent(figures.MissedForeground)} | {Percent(figures.Flicker)} | {(double.IsNaN(figures.Rank) ? "" : $"{figures.Rank:0.#}")} | {figures.Slates} |"));

    private static string Percent(double share) => double.IsNaN(share) ? "" : (share * 100).ToString("0.00", CultureInfo.InvariantCulture);

    private static string Number(double value) => double.IsNaN(value) ? "" : value.ToString("0.000", CultureInfo.InvariantCulture);
}
