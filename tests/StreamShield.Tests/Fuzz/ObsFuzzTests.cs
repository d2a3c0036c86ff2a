using System.Net.WebSockets;
using System.Text;
using CsCheck;
using StreamShield.App.Obs;
using StreamShield.Tests.App.Obs;

namespace StreamShield.Tests.Fuzz;

/// <summary>Whatever a program says that calls itself OBS: the connection is refused or ended in a sentence, or goes on.</summary>
public class ObsFuzzTests
{
    private static readonly string[] Corpus =
    [
        """{"op":0,"d":{"obsWebSocketVersion":"5.4.2","rpcVersion":1}}""",
        """{"op":2,"d":{"negotiatedRpcVersion":1}}""",
        """{"op":5,"d":{"eventType":"CurrentProgramSceneChanged","eventIntent":4,"eventData":{"sceneName":"Main"}}}""",
        """{"op":7,"d":{"requestId":"1","requestType":"GetSceneList","requestStatus":{"result":true,"code":100},"responseData":{"currentProgramSceneName":"Main","scenes":[{"sceneName":"Main"}]}}}""",
        """{"op":7,"d":{"requestId":"1","requestType":"GetSceneList","requestStatus":{"result":false,"code":600,"comment":"no"}}}""",
    ];

    [Fact]
    public async Task Any_words_in_a_session()
    {
        var words = new Queue<byte[]>();
        await using var server = await ScriptedServer.StartAsync(async (server, socket) =>
        {
            // The greeting is right in every second session, so that what comes later is read, too.
            var isGreeted = words.Count % 2 == 0;
            for (var nth = 0; words.TryDequeue(out var message) && nth < 4; nth++)
            {
                var said = isGreeted && nth < 2 ? Encoding.UTF8.GetBytes(Corpus[nth]) : message;
                await socket.SendAsync(said, WebSocketMessageType.Text, endOfMessage: true, server.End);
            }

            await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, "end", server.End);
        });
        var messages = new List<byte[]>();
        Mutations.Of(Corpus).Sample(messages.Add, iter: 240, threads: 1);
        while (messages.Count >= 4)
        {
            words.Clear();
            messages.Take(4 + (messages.Count / 4 % 2)).ToList().ForEach(words.Enqueue);
            messages.RemoveRange(0, 4);
            try
            {
                await using var connection = await ObsConnection.ConnectAsync(server.Address, "secret", TimeProvider.System, CancellationToken.None, TimeSpan.FromSeconds(30));
                await connection.AskAsync("GetSceneList", null, ObsJson.Default.SceneList, CancellationToken.None);
            }
            catch (ObsException e)
            {
                Assert.EndsWith(".", e.Message);
                Assert.DoesNotContain('\n', e.Message);
            }
        }
    }
}
