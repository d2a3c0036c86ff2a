using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using OpenCvSharp;
using StreamShield.Core.Frames;
using StreamShield.Core.Pictures;
using StreamShield.Devices.Sources;
using StreamShield.Devices.Tools;

namespace StreamShield.Devices.Network;

/// <summary>A phone or network camera that sends Motion JPEG over HTTP. Allocates nothing per picture once its buffers have grown.</summary>
internal sealed class HttpCamera(CameraAddress address) : ISource
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly FrameFitter _fitter = new();
    private HttpClient? _http;
    private HttpResponseMessage? _response;
    private MultipartReader? _reader;
    private Mat? _picture;
    private bool _begun;

    /// <inheritdoc/>
    public string Name => address.Name;

    /// <inheritdoc/>
    public SourceFormat Open()
    {
        Close();
        OpenCvNative.Prepare();
        _http = new HttpClient(Handler()) { Timeout = Timeout.InfiniteTimeSpan };
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new UriBuilder(address.Uri) { UserName = "", Password = "", Fragment = "" }.Uri);
            _response = _http.Send(request, HttpCompletionOption.ResponseHeadersRead);
            _reader = new MultipartReader(_response.Content.ReadAsStream(), BoundaryOf(_response));
            _picture ??= new Mat();
            _begun = Next() ? true : throw Lost();
            return new SourceFormat(_picture.Width, _picture.Height, 0, "MJPG");
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
        {
            Close();
            throw Cause(e) ?? new ShieldException(SlateReason.SourceMissing, $"The {Name} does not answer as one ({VideoText.Plain(e.Message)}): check its address, and that its app is in front on the phone.", e);
        }
        catch
        {
            Close();
            throw;
        }
    }

    /// <inheritdoc/>
    public bool Read(Frame frame)
    {
        ArgumentNullException.ThrowIfNull(frame);
        if (_reader is null)
        {
            throw new InvalidOperationException($"The {Name} was read before it was opened.");
        }

        try
        {
            if (!_begun && !Next())
            {
                throw Lost();
            }

            _begun = false;
            _fitter.Fit(_picture!, frame);
            return true;
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            Close();
            throw IsTimeout(e)
                ? new ShieldException(SlateReason.SourceStalled, $"The {Name} has sent no picture for {Patience.TotalSeconds:0} seconds: wake the phone, and check the network.", e)
                : Lost(e);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Close();
        _picture?.Dispose();
        _fitter.Dispose();
    }

    private SocketsHttpHandler Handler()
    {
        var handler = new SocketsHttpHandler
        {
            // Every redirect opens a new connection, which is checked like the first.
            MaxAutomaticRedirections = 3,
            UseProxy = false,
            UseCookies = false,
            ConnectCallback = (context, _) => ValueTask.FromResult<Stream>(
                new NetworkStream(PrivateNetwork.Connect(context.DnsEndPoint.Host, context.DnsEndPoint.Port, address.AllowPublic, Patience), ownsSocket: true)),
        };
        if (address.Uri.UserInfo is { Length: > 0 } user)
        {
            var parts = user.Split(':', 2).Select(Uri.UnescapeDataString).ToArray();
            var origin = new Uri(address.Uri.GetLeftPart(UriPartial.Authority).Replace($"{user}@", "", StringComparison.Ordinal));
            var credential = new NetworkCredential(parts[0], parts.ElementAtOrDefault(1) ?? "");
            handler.Credentials = new CredentialCache { { origin, "Basic", credential }, { origin, "Digest", credential } };
        }

        return handler;
    }

    /// <summary>Decodes the next picture that is intact.</summary>
    /// <returns>False at the end of the stream.</returns>
    private bool Next()
    {
        while (_reader!.Next() is { Length: > 0 } jpeg)
        {
            try
            {
                PictureFile.DecodeInto(jpeg, _picture!, 2 * FrameSize.MaxPixels);
                return true;
            }
            catch (InvalidDataException)
            {
                // Damaged: try the next one.
            }
        }

        return false;
    }

    private string BoundaryOf(HttpResponseMessage response)
    {
        if (response.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
        {
            throw new ShieldException(SlateReason.SourceBusy, $"The {Name} asks for a name and a password: write them into the address, as in http://NAME:PASSWORD@{address.Uri.Host}:{address.Port}/.");
        }

        if (!response.IsSuccessStatusCode)
        {
            throw new ShieldException(SlateReason.SourceMissing, $"The {Name} answers {(int)response.StatusCode} to that address: copy the address of the video from its app, often ending in /video.");
        }

        var type = response.Content.Headers.ContentType ?? new MediaTypeHeaderValue("application/octet-stream");
        var boundary = type.Parameters.FirstOrDefault(static one => one.Name.Equals("boundary", StringComparison.OrdinalIgnoreCase))?.Value?.Trim('"');
        return type.MediaType?.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase) == true && !string.IsNullOrEmpty(boundary)
            ? boundary
            : throw new ShieldException(SlateReason.SourceMissing,
                $"The {Name} sends {type.MediaType} and no motion JPEG: use the address of its MJPEG video, often ending in /video or /mjpeg, or its rtsp:// address.");
    }

    private ShieldException Lost(Exception? inner = null) => new(SlateReason.SourceLost, $"The {Name} has ended its stream: it is asked again by itself; start its app again if that does not help.", inner);

    private static ShieldException? Cause(Exception e)
    {
        for (var cause = (Exception?)e; cause is not null; cause = cause.InnerException)
        {
            if (cause is ShieldException own)
            {
                return own;
            }
        }

        return null;
    }

    private static bool IsTimeout(Exception e) => e is IOException { InnerException: SocketException { SocketErrorCode: SocketError.TimedOut or SocketError.WouldBlock } } || (e.InnerException is { } inner && IsTimeout(inner));

    private void Close()
    {
        _response?.Dispose();
        _http?.Dispose();
        _reader?.Clear();
        (_response, _http, _reader, _begun) = (null, null, null, false);
    }
}
