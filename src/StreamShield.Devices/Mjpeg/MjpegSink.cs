using StreamShield.Core.Frames;

namespace StreamShield.Devices.Mjpeg;

/// <summary>
/// Offers the newest picture as JPEG to any number of clients, each at its own pace: a slow client misses pictures and delays nobody. Encodes only while a
/// client is attached. <see cref="MjpegStream"/> serves a client over HTTP.
/// </summary>
public sealed class MjpegSink : ISink
{
    private readonly Lock _gate = new();
    private readonly Lock _encoding = new();
    private readonly IJpegEncoder _encoder;
    private MjpegClient[] _clients = [];
    private byte[] _jpeg = [];
    private int _length;
    private long _sequence;
    private bool _ended;

    /// <summary>Creates a sink without clients.</summary>
    /// <param name="size">Size of every picture.</param>
    /// <param name="quality">JPEG quality, 1 to 100.</param>
    public MjpegSink(FrameSize size, int quality = 80) => _encoder = IJpegEncoder.For(size, quality);

    /// <inheritdoc/>
    public string Name => "MJPEG stream";

    /// <summary>Size of every picture.</summary>
    public FrameSize Size => _encoder.Size;

    /// <summary>Number of attached clients.</summary>
    public int Clients => Volatile.Read(ref _clients).Length;

    /// <summary>Pictures encoded since the start.</summary>
    public long Encoded => Volatile.Read(ref _sequence);

    /// <summary>True once no more pictures will follow.</summary>
    internal bool Ended => Volatile.Read(ref _ended);

    /// <summary>Attaches a client, which detaches through <see cref="MjpegClient.Dispose"/>. It does not see pictures from before it attached.</summary>
    public MjpegClient Attach()
    {
        lock (_gate)
        {
            var client = new MjpegClient(this, _sequence);
            Volatile.Write(ref _clients, [.. _clients, client]);
            return client;
        }
    }

    /// <inheritdoc/>
    public void Write(ShieldedFrame frame)
    {
        ArgumentNullException.ThrowIfNull(frame);
        if (frame.Size != Size)
        {
            throw new ArgumentException($"A {frame.Size} picture was written to a stream of {Size}.", nameof(frame));
        }

        if (Volatile.Read(ref _ended))
        {
            throw new InvalidOperationException("The MJPEG stream was written to after it was completed.");
        }

        if (Clients == 0)
        {
            return;
        }

        lock (_encoding)
        {
            var jpeg = _encoder.Encode(frame);
            lock (_gate)
            {
                if (_jpeg.Length < jpeg.Length)
                {
                    _jpeg = new byte[MjpegClient.Grown(jpeg.Length)];
                }

                jpeg.CopyTo(_jpeg);
                _length = jpeg.Length;
                _sequence++;
            }
        }

        Wake();
    }

    /// <inheritdoc/>
    public void Complete()
    {
        Volatile.Write(ref _ended, true);
        Wake();
    }

    /// <summary>Ends every client's stream and frees the encoder.</summary>
    public void Dispose()
    {
        Complete();
        lock (_encoding)
        {
            _encoder.Dispose();
        }
    }

    /// <summary>Copies the newest JPEG into the client if it is newer than the client's current one.</summary>
    /// <returns>True if a picture was copied.</returns>
    internal bool TryCopy(MjpegClient client)
    {
        lock (_gate)
        {
            if (_sequence <= client.Sequence)
            {
                return false;
            }

            client.Take(_jpeg.AsSpan(0, _length), _sequence);
            return true;
        }
    }

    internal void Detach(MjpegClient client)
    {
        lock (_gate)
        {
            Volatile.Write(ref _clients, [.. _clients.Where(other => other != client)]);
        }
    }

    private void Wake()
    {
        foreach (var client in Volatile.Read(ref _clients))
        {
            client.Wake();
        }
    }
}
