using System.Globalization;
using System.IO.MemoryMappedFiles;
using System.Runtime.Versioning;
using StreamShield.Core.Frames;
using StreamShield.Devices.Pixels;

namespace StreamShield.CameraProbe;

/// <summary>Receives as UnityCapture's filter does, written from the protocol alone: it makes mutex, Sent and Data, and asks through the sender's Want.</summary>
[SupportedOSPlatform("windows")]
internal static unsafe class UnityReader
{
    private const int Most = 100;
    private const int MaxBytes = 66_355_200;

    /// <summary>Reads until no new picture comes.</summary>
    /// <returns>Exit code.</returns>
    public static int Run(string sizeText, string countText, bool crash)
    {
        var size = FrameSize.Parse(sizeText);
        using var verdict = new Verdict("UnityCapture", size, int.Parse(countText, CultureInfo.InvariantCulture), crash);
        using var mutex = new Mutex(false, "UnityCapture_Mutx");
        using var sent = new EventWaitHandle(false, EventResetMode.AutoReset, "UnityCapture_Sent");
        using var file = MemoryMappedFile.CreateNew("UnityCapture_Data", MaxBytes + 32);
        using var view = file.CreateViewAccessor();
        byte* memory = null;
        view.SafeMemoryMappedViewHandle.AcquirePointer(ref memory);
        *(int*)memory = MaxBytes;
        using var want = Pace.Until(Want, 60);
        if (want is null)
        {
            Console.WriteLine("FAILED UnityCapture: no sender came");
            return 1;
        }

        var timeout = 0;
        var seen = new List<byte[]>();
        for (var silent = 0; silent < 15; silent++)
        {
            want.Set();
            if (!sent.WaitOne(200))
            {
                continue;
            }

            try
            {
                mutex.WaitOne(1000);
            }
            catch (AbandonedMutexException)
            {
                // The writer was killed while it held it.
            }

            var numbers = new ReadOnlySpan<int>(memory, 8);
            if (numbers[1] != size.Width || numbers[2] != size.Height || numbers[3] != size.Width || numbers[4] != 0)
            {
                Console.WriteLine("FAILED UnityCapture: size or format are not what was written");
                return 1;
            }

            timeout = numbers[7];
            seen.Add(new ReadOnlySpan<byte>(memory + 32, size.Width * size.Height * 4).ToArray());
            mutex.ReleaseMutex();
            silent = 0;
        }

        foreach (var pixels in seen)
        {
            verdict.Look(pixels, () => Number(pixels, size, verdict.Last), Converted);
        }

        return verdict.Say($"time-out {timeout} ms", toldOfTheEnd: timeout is > 0 and <= 2000);
    }

    /// <summary>The picture among those that may follow whose corner looks like this: colours do not give the number back. -1 when there is none.</summary>
    private static int Number(ReadOnlySpan<byte> pixels, FrameSize size, int last)
    {
        using var candidate = new ShieldedFrame(size);
        for (var number = Math.Max(last, 1); number <= last + Most; number++)
        {
            NumberedPicture.Fill(candidate, number);
            if (Converted(candidate).AsSpan(^64..).SequenceEqual(pixels[^64..]))
            {
                return number;
            }
        }

        return -1;
    }

    private static byte[] Converted(ShieldedFrame frame)
    {
        var rgba = new byte[Rgba.Bytes(frame.Size)];
        Rgba.ConvertBottomUp(frame, rgba);
        return rgba;
    }

    private static EventWaitHandle? Want() => EventWaitHandle.TryOpenExisting("UnityCapture_Want", out var want) ? want : null;
}
