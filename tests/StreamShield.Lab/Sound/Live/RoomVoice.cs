using System.Runtime.InteropServices;
using StreamShield.Core.Sound;
using StreamShield.Devices.Sound.Pulse;

namespace StreamShield.Lab.Sound.Live;

/// <summary>What is to be heard in the room: a faint tone, and a clap whenever one is asked for.</summary>
internal sealed class RoomVoice : IDisposable
{
    // Long, so that a busy machine does not make it stutter: nothing is measured from here.
    private const int LatencyMs = 100;
    private const double ToneHertz = 1530;
    private const double ClapHertz = 3000;
    private const double ClapSeconds = 0.005;
    private static readonly double Tone = SoundFormat.Amplitude(-30);

    private readonly PulseClient _client = PulseClient.StartStream("pacat", SoundHouse.Room, 1, LatencyMs);
    private readonly Thread _thread;
    private volatile bool _stopping;
    private int _asked;

    public RoomVoice()
    {
        _thread = new Thread(Play) { IsBackground = true, Priority = ThreadPriority.AboveNormal };
        _thread.Start();
    }

    /// <summary>Claps once, as soon as what waits in the server was played.</summary>
    public void Clap() => Interlocked.Exchange(ref _asked, 1);

    public void Dispose()
    {
        _stopping = true;
        _client.Dispose();
        _thread.Join(TimeSpan.FromSeconds(3));
    }

    private void Play()
    {
        var block = new float[SoundFormat.Block];
        long place = 0;
        var clap = long.MinValue / 2;
        try
        {
            while (!_stopping)
            {
                clap = Interlocked.Exchange(ref _asked, 0) == 1 ? place : clap;
                for (var i = 0; i < block.Length; i++, place++)
                {
                    var since = (double)(place - clap) / SoundFormat.Rate;
                    // A soft envelope: nothing of the clap itself reaches 9 kHz.
                    var hit = since < ClapSeconds ? 0.6 * Math.Pow(Math.Sin(Math.PI * since / ClapSeconds), 2) * Math.Sin(2 * Math.PI * ClapHertz * since) : 0;
                    block[i] = (float)((Tone * Math.Sin(2 * Math.PI * ToneHertz * place / SoundFormat.Rate)) + hit);
                }

                _client.Input.Write(MemoryMarshal.AsBytes(block.AsSpan()));
                _client.Input.Flush();
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException && _stopping)
        {
            // The end was asked for.
        }
    }
}
