using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace StreamShield.Benchmarks.Faults;

/// <summary>A viewer of the stream on a thread and a plain socket of its own, so that the measure does not wait for a pool either. Knows the panic's card, which is the same bytes every time, once it was shown it.</summary>
internal sealed class CardWatch : IDisposable
{
    private readonly Socket _socket;
    private readonly Thread _thread;
    private byte[] _card = [];
    private byte[] _last = [];
    private int _same;
    private long _cardAt;

    /// <summary>Begins to look.</summary>
    public CardWatch(Uri picture)
    {
        _socket = Plain.Connect(picture.Port);
        _socket.Send(Encoding.ASCII.GetBytes($"GET {picture.PathAndQuery} HTTP/1.1\r\nHost: localhost:{picture.Port}\r\n\r\n"));
        _thread = new Thread(Look) { IsBackground = true, Name = "viewer" };
        _thread.Start();
    }

    /// <summary>How many pictures were the same as the one before, in a row.</summary>
    public int Same => Volatile.Read(ref _same);

    /// <summary>When the first card came since <see cref="Forget"/>, as a time stamp; 0 for none yet.</summary>
    public long CardAt => Volatile.Read(ref _cardAt);

    /// <summary>What is shown now is the card.</summary>
    public void Learn() => Volatile.Write(ref _card, Volatile.Read(ref _last));

    /// <summary>Waits for the next card.</summary>
    public void Forget() => Volatile.Write(ref _cardAt, 0);

    /// <summary>True while the card is shown.</summary>
    public bool ShowsCard => Volatile.Read(ref _last).AsSpan().SequenceEqual(_card);

    public void Dispose()
    {
        _socket.Dispose();
        _thread.Join(TimeSpan.FromSeconds(5));
    }

    private void Look()
    {
        try
        {
            using var stream = new BufferedStream(new NetworkStream(_socket), 1 << 16);
            while (Next(stream) is { } jpeg)
            {
                if (_card.Length > 0 && jpeg.AsSpan().SequenceEqual(_card))
                {
                    Interlocked.CompareExchange(ref _cardAt, Stopwatch.GetTimestamp(), 0);
                }

                Volatile.Write(ref _same, jpeg.AsSpan().SequenceEqual(_last) ? _same + 1 : 0);
                Volatile.Write(ref _last, jpeg);
            }
        }
        catch (IOException)
        {
            // The end.
        }
    }

    private static byte[]? Next(BufferedStream stream)
    {
        const string Length = "Content-Length: ";
        var (line, length) = (new StringBuilder(), -1);
        for (var next = stream.ReadByte(); next >= 0; next = stream.ReadByte())
        {
            if (next != '\n')
            {
                line.Append((char)next);
                continue;
            }

            var text = line.ToString().TrimEnd('\r');
            line.Clear();
            if (text.StartsWith(Length, StringComparison.Ordinal))
            {
                length = int.Parse(text[Length.Length..], CultureInfo.InvariantCulture);
            }
            else if (text.Length == 0 && length >= 0)
            {
                var jpeg = new byte[length];
                stream.ReadExactly(jpeg);
                return jpeg;
            }
        }

        return null;
    }
}
