using System.Net;
using System.Net.Http.Headers;
using StreamShield.Core.Frames;

namespace StreamShield.Onnx;

/// <summary>Downloads a model's file from its publisher. When the connection breaks, the received part is kept, and the next call continues from
/// there.</summary>
/// <param name="folder">The user's folder of models. Created when missing.</param>
/// <param name="manifest">The model; must have an address.</param>
internal sealed class ModelDownload(string folder, ModelManifest manifest)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly string _part = Path.Combine(folder, $".{manifest.Name}.download");
    private readonly ModelAddress _from = manifest.Download!;

    /// <summary>Downloads the missing part and checks the file against the manifest's hash.</summary>
    /// <param name="arrived">Called repeatedly with the number of bytes received so far.</param>
    /// <param name="stop">Cancels the download. The received part is kept.</param>
    /// <returns>The file's bytes. Call <see cref="Forget"/> once they are installed.</returns>
    /// <exception cref="ShieldException">Not reachable, interrupted, or a different file than in the manifest.</exception>
    public async Task<byte[]> FetchAsync(Action<long> arrived, CancellationToken stop)
    {
        try
        {
            Directory.CreateDirectory(folder);
            if (Here() < _from.Bytes)
            {
                await FetchRestAsync(arrived, stop).ConfigureAwait(false);
            }

            var model = ModelFile.Read(_part, "model", ModelFile.MaxModelBytes);
            if (ModelFile.Hash(model) != manifest.Sha256)
            {
                Forget();
                throw Failed("another file than the one that StreamShield knows was sent, and it was thrown away", "try again later, or get the file elsewhere and run 'streamshield models add FILE'");
            }

            return model;
        }
        catch (Exception e) when (e is HttpRequestException or IOException || (e is OperationCanceledException && !stop.IsCancellationRequested))
        {
            throw Failed($"it stopped at {Here()} of {_from.Bytes} bytes ({e.Message.TrimEnd('.')})", "check the network and the disk and run it again: it goes on from there", e);
        }
        catch (UnauthorizedAccessException e)
        {
            throw Failed($"{folder} may not be written", "allow your user to write there", e);
        }
    }

    /// <summary>Deletes the downloaded file.</summary>
    public void Forget() => File.Delete(_part);

    private long Here()
    {
        var file = new FileInfo(_part);
        return file.Exists ? file.Length : 0;
    }

    private async Task FetchRestAsync(Action<long> arrived, CancellationToken stop)
    {
        using var http = new HttpClient(new SocketsHttpHandler { ConnectTimeout = Patience }) { Timeout = Timeout.InfiniteTimeSpan };
        using var request = new HttpRequestMessage(HttpMethod.Get, _from.Address);
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("StreamShield", null));
        var here = Here();
        request.Headers.Range = here > 0 ? new RangeHeaderValue(here, null) : null;
        using var late = CancellationTokenSource.CreateLinkedTokenSource(stop);
        late.CancelAfter(Patience);
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, late.Token).ConfigureAwait(false);
        if (response.StatusCode is not (HttpStatusCode.OK or HttpStatusCode.PartialContent))
        {
            throw Failed($"{_from.Address.Host} answered {(int)response.StatusCode}", "try again later, or get the file elsewhere and run 'streamshield models add FILE'");
        }

        // A server that cannot resume sends everything.
        var goesOn = response.StatusCode == HttpStatusCode.PartialContent && response.Content.Headers.ContentRange?.From == here;
        if (!goesOn && response.StatusCode == HttpStatusCode.PartialContent)
        {
            Forget();
            throw Failed($"{_from.Address.Host} sent another part of the file than was asked for", "run it again: it begins anew");
        }

        var file = new FileStream(_part, goesOn ? FileMode.Append : FileMode.Create, FileAccess.Write);
        await using (file.ConfigureAwait(false))
        {
            await CopyAsync(response, file, goesOn ? here : 0, arrived, late, stop).ConfigureAwait(false);
        }
    }

    private async Task CopyAsync(HttpResponseMessage response, FileStream file, long here, Action<long> arrived, CancellationTokenSource late, CancellationToken stop)
    {
        var block = new byte[1 << 16];
        var body = await response.Content.ReadAsStreamAsync(stop).ConfigureAwait(false);
        await using (body.ConfigureAwait(false))
        {
            while (true)
            {
                late.CancelAfter(Patience);
                var read = await body.ReadAsync(block, late.Token).ConfigureAwait(false);
                if (read == 0)
                {
                    break;
                }

                here += read;
                if (here > _from.Bytes)
                {
                    file.SetLength(0);
                    throw Failed($"more than the {_from.Bytes} bytes that the file should have were sent, and they were thrown away", "try again later, or get the file elsewhere and run 'streamshield models add FILE'");
                }

                await file.WriteAsync(block.AsMemory(0, read), stop).ConfigureAwait(false);
                arrived(here);
            }
        }

        if (here < _from.Bytes)
        {
            throw new IOException("the connection ended early");
        }
    }

    private ShieldException Failed(string fault, string cure, Exception? inner = null) =>
        new(SlateReason.ModelFailed, $"The model '{manifest.Name}' could not be fetched: {fault}; {cure}.", inner);
}
