using System.Text;
using CsCheck;
using StreamShield.Tests.EndToEnd;

namespace StreamShield.Tests.App.Page;

/// <summary>Whatever is sent to whichever address: no answer is a failure of the server's, and pictures go on.</summary>
[Collection(EndToEndTests.Name)]
public sealed class PageFuzzTests
{
    private static readonly Gen<string> Word = OneOf(
        "effect", "strength", "seed", "image", "people", "sensitivity", "zones", "name", "kind", "shape", "points", "left", "top", "width", "height", "on", "x", "y", "seconds", "camera", "model", "grant",
        "copyOf", "schema", "memory", "sound", "output", "gateDb", "MJPEG stream", "blur", "solid", "decoy", "polygon", "rectangle", "hide", "keep", "pattern", "", "\u0000", "\u202e", "..", "a/b", "☃");

    private static readonly Gen<string> Number = Gen.OneOf(
        Gen.Int.Select(number => $"{number}"), Gen.Double.Select(number => $"{number:R}"), OneOf("NaN", "Infinity", "1e999", "-0", "0.5", "5", "50", "1", "00", "0x1"));

    private static readonly Gen<string> Value = Gen.Recursive<string>((depth, inner) => Gen.Frequency(
        (3, Number),
        (3, Word.Select(Quoted)),
        (1, OneOf("true", "false", "null")),
        (depth > 4 ? 0 : 3, inner.Array[0, 4].Select(items => $"[{string.Join(",", items)}]")),
        (depth > 4 ? 0 : 4, Gen.Select(Word, inner).Array[0, 5].Select(fields => $"{{{string.Join(",", fields.Select(field => $"{Quoted(field.Item1)}:{field.Item2}"))}}}"))));

    private static readonly Gen<byte[]> Content = Gen.Frequency((1, Gen.Byte.Array[0, 300]), (5, Value.Select(Encoding.UTF8.GetBytes)), (1, Value.Select(json => Encoding.UTF8.GetBytes(json[..(json.Length / 2)]))));

    private static readonly Gen<string> Path = Gen.Frequency(
        (6, OneOf(PageSecurityTests.Addresses).Select(address => address.Path)),
        (2, Gen.Select(Word, OneOf("", "/use", "/export", "/x")).Select(parts => $"rooms/{Uri.EscapeDataString(parts.Item1)}{parts.Item2}")),
        (1, Gen.String.Select(text => Uri.EscapeDataString(text))));

    private static readonly Gen<string> Query = Gen.Select(OneOf("view", "width", "fps", "grant", "dock", "name", "on", "token"), Gen.Frequency((1, Word), (1, Number))).Array[0, 3]
        .Select(pairs => pairs.Length == 0 ? "" : "?" + string.Join("&", pairs.Select(pair => $"{pair.Item1}={Uri.EscapeDataString(pair.Item2)}")));

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);

    private static string Quoted(string text) => System.Text.Json.JsonSerializer.Serialize(text);

    [Fact]
    public async Task Any_request_gets_an_answer_that_is_no_failure()
    {
        await using var rig = await PageRig.StartAsync(7501);
        await Gen.Select(OneOf("GET", "HEAD", "POST", "PUT", "DELETE", "PATCH"), Path, Query, Content).SampleAsync(
            async (method, path, query, content) =>
            {
                using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
                using var request = new HttpRequestMessage(new HttpMethod(method), rig.At(path + query));
                if (method is not ("GET" or "HEAD"))
                {
                    request.Content = PageRig.Json(content);
                }

                using var answer = await rig.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience.Token);
                return (int)answer.StatusCode < 500;
            },
            iter: 1500,
            threads: 4);

        // Whatever was sent, the user's panic button and settings do as they are told.
        rig.UntilPictures();
        await rig.SendAsync("POST", "panic", """{"on":true}""");
        Assert.True(rig.Live.Session.Outlet.Panic);
        rig.UntilPictures();
        Assert.Equal(0, rig.Live.Session.Counters.Failed);
    }
}
