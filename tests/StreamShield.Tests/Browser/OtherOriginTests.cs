namespace StreamShield.Tests.Browser;

/// <summary>A page of another origin in the same browser that even knows the secret address, which is more than it could.</summary>
[Collection(BrowserTests.Name)]
public sealed class OtherOriginTests(Chromium chromium, ShieldedScene scene) : IClassFixture<ShieldedScene>
{
    private const string Attempts = """
        async ({ page, picture }) => {
          const told = {};
          const within = (promise) => Promise.race([promise, new Promise((resolve) => setTimeout(() => resolve('nothing'), 3000))]);
          const read = async (address, options) => {
            try {
              const answer = await fetch(address, options);
              return answer.type === 'opaque' ? 'nothing' : `read ${answer.status}`;
            } catch {
              return 'nothing';
            }
          };
          told.state = await read(page + 'state');
          told.script = await within(new Promise((resolve) => {
            const script = document.createElement('script');
            script.type = 'module';
            script.onload = () => resolve('loaded');
            script.onerror = () => resolve('nothing');
            script.src = page + 'main.js';
            document.head.append(script);
          }));
          told.blind = await read(page + 'state', { mode: 'no-cors' });
          told.cookies = await read(page + 'state', { credentials: 'include' });
          told.panic = await read(page + 'panic', { method: 'POST', mode: 'no-cors', headers: { 'Content-Type': 'text/plain' }, body: '{"on":true}' });
          told.panicJson = await read(page + 'panic', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: '{"on":true}' });
          told.settings = await read(page + 'settings', { method: 'PUT', headers: { 'Content-Type': 'application/json' }, body: '{"effect":"blur"}' });
          for (const [name, address] of [['image', picture], ['preview', page + 'preview.mjpg?view=output&width=320&fps=5'], ['icon', page + 'still.jpg']]) {
            told[name] = await within(new Promise((resolve) => {
              const image = new Image();
              image.onload = () => resolve(`seen ${image.naturalWidth}`);
              image.onerror = () => resolve('nothing');
              image.src = address;
            }));
          }
          told.events = await within(new Promise((resolve) => {
            const events = new EventSource(page + 'events');
            events.addEventListener('state', () => resolve('heard'));
            events.onerror = () => { events.close(); resolve('nothing'); };
          }));
          told.socket = await within(new Promise((resolve) => {
            const socket = new WebSocket(page.replace('http', 'ws') + 'events');
            socket.onopen = () => resolve('open');
            socket.onerror = () => resolve('nothing');
          }));
          await within(new Promise((resolve) => {
            const frame = document.createElement('iframe');
            frame.onload = resolve;
            frame.src = page;
            document.body.append(frame);
          }));
          return told;
        }
        """;

    [Fact]
    public async Task It_gets_nothing_and_changes_nothing()
    {
        await using var window = await chromium.WindowAsync();
        await scene.ResetAsync();
        using var elsewhere = new OtherOrigin();
        var page = await window.NewPageAsync();
        await page.GotoAsync(elsewhere.Address.ToString());
        var told = await page.EvaluateAsync<Dictionary<string, string>>(Attempts, new { page = scene.Page.ToString(), picture = scene.Picture.ToString() });
        Assert.All(told, attempt => Assert.True(attempt.Value == "nothing", $"{attempt.Key}: {attempt.Value}"));
        Assert.Equal(12, told.Count);

        // The frame stays empty: the page does not let itself be framed, so none of its script runs there.
        var framed = page.Frames.Where(frame => frame != page.MainFrame).ToList();
        Assert.Single(framed);
        Assert.DoesNotContain("Hide everything", await framed[0].ContentAsync(), StringComparison.Ordinal);

        var state = await scene.StateAsync();
        Assert.False((bool)state["panic"]!);
        Assert.Equal("solid", (string)state["settings"]!["effect"]!);
    }
}
