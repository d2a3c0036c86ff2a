using System.Text.Json;
using Microsoft.AspNetCore.Http;
using StreamShield.App.Http;
using StreamShield.App.Live;
using StreamShield.App.Page.Views;
using StreamShield.App.Profiles;
using StreamShield.Core.Json;
using StreamShield.Core.Profiles;

namespace StreamShield.App.Page;

/// <summary>The stored rooms.</summary>
internal sealed class ProfileRoutes(LiveControl control)
{
    private LiveProfiles Rooms => control.Rooms;

    /// <summary>Adds the routes.</summary>
    public IEnumerable<Route> Routes =>
    [
        new("GET", "rooms", (context, _) => AnswerAsync(context)),
        new("POST", "rooms", (context, _) => CreateAsync(context)),
        new("POST", "rooms/import", (context, _) => ImportAsync(context)),
        new("PUT", "rooms/*", RenameAsync),
        new("DELETE", "rooms/*", DeleteAsync),
        new("POST", "rooms/*/use", UseAsync),
        new("GET", "rooms/*/export", async (context, name) => await Answer.BytesAsync(context, await Rooms.ExportAsync(name), "application/json")),
    ];

    private async Task CreateAsync(HttpContext context)
    {
        var (name, copyOf) = await RequestBody.ReadAsync(context, fields => (NameIn(fields), fields.OptionalText("copyOf", Profile.MaxTextLength)));
        if (copyOf is null)
        {
            await Rooms.CreateAsync(name);
        }
        else
        {
            await Rooms.CopyAsync(copyOf, name);
        }

        await AnswerAsync(context);
    }

    private async Task ImportAsync(HttpContext context)
    {
        var newName = context.Request.Query["name"];
        var name = await Rooms.ImportAsync(await RequestBody.BytesAsync(context, RequestBody.MaxBytes), newName.Count == 0 ? null : newName.ToString());
        await Answer.JsonAsync(context, new ProfileNameView(name), PageJson.Default.ProfileNameView);
    }

    private async Task RenameAsync(HttpContext context, string name)
    {
        await Rooms.RenameAsync(name, await RequestBody.ReadAsync(context, NameIn));
        await AnswerAsync(context);
    }

    private async Task DeleteAsync(HttpContext context, string name)
    {
        await RequestBody.NothingAsync(context);
        var profile = await Rooms.DeleteAsync(name);
        JsonElement? json = null;
        if (profile is not null)
        {
            using var document = JsonDocument.Parse(ProfileJson.Write(profile));
            json = document.RootElement.Clone();
        }

        await Answer.JsonAsync(context, new DeletedProfileView(json), PageJson.Default.DeletedProfileView);
    }

    private async Task UseAsync(HttpContext context, string name)
    {
        var withoutPlate = await RequestBody.ReadAsync(context, static fields => fields.Flag("withoutPlate"));
        try
        {
            await Rooms.UseAsync(name, withoutPlate);
        }
        catch (PlateLostException e)
        {
            throw new Refusal(StatusCodes.Status409Conflict, e.Trouble);
        }

        await AnswerAsync(context);
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var now = control.Now.Room.Name;
        var rooms = (await Rooms.ListAsync()).Select(entry =>
            new StoredProfileView(entry.Name, entry.Profile?.HasPlate ?? false, entry.Profile is not null, entry.Profile is { } profile ? ProfileText.Line(profile) : entry.Problem, entry.Plate.Sentence));
        await Answer.JsonAsync(context, new ProfilesView(now.Length > 0 ? now : null, [.. rooms]), PageJson.Default.ProfilesView);
    }

    private static string NameIn(JsonFields fields) => fields.NeededText("name", Profile.MaxTextLength) ?? "";
}
