using System.Globalization;
using System.IO.MemoryMappedFiles;
using System.Runtime.Versioning;
using StreamShield.Core.Frames;

namespace StreamShield.CameraProbe;

/// <summary>Reads the OBS Virtual Camera's memory as its filter does, written from the layout alone and not from the sink.</summary>
[SupportedOSPlatform("windows")]
internal static unsafe class ObsReader
{
    /// <summary>Reads until the writer says that it stops.</summary>
    /// <returns>Exit code.</returns>
    public static int Run(string sizeText, string countText, bool crash)
    {
        var size = FrameSize.Parse(sizeText);
        using var verdict = new Verdict("OBS Virtual Camera", size, int.Parse(countText, CultureInfo.InvariantCulture), crash);
        using var file = Pace.Until(Open, 60);
        if (file is null)
        {
            Console.WriteLine("FAILED OBS Virtual Camera: there is no memory");
            return 1;
        }

        using var view = file.CreateViewAccessor(0, 0, MemoryMappedFileAccess.Read);
        byte* memory = null;
        view.SafeMemoryMappedViewHandle.AcquirePointer(ref memory);
        try
        {
            return Read(memory, size, verdict);
        }
        finally
        {
            view.SafeMemoryMappedViewHandle.ReleasePointer();
        }
    }

    /// <summary>Copies while the writer writes, judges afterwards: a busy machine must not make a slow reader of this.</summary>
    private static int Read(byte* memory, FrameSize size, Verdict verdict)
    {
        var seen = new List<byte[]>();
        var stopped = false;
        uint last = 0;
        for (var quiet = 0; !stopped && quiet < 5000; quiet++)
        {
            stopped = Volatile.Read(ref *(uint*)(memory + 8)) == 3;
            for (var index = Volatile.Read(ref *(uint*)(memory + 4)); last < index; quiet = 0)
            {
                // Three slots: what came since the last look is still there, unless it was a long time ago.
                last = Math.Max(last + 1, index < 3 ? 1 : index - 2);
                var slot = memory + ((uint*)(memory + 12))[last % 3];
                seen.Add(new ReadOnlySpan<byte>(slot + 32, size.Width * size.Height * 3 / 2).ToArray());
            }

            Pace.Wait(1);
        }

        if (*(uint*)(memory + 28) != size.Width || *(uint*)(memory + 32) != size.Height || *(ulong*)(memory + 40) != 333_333)
        {
            Console.WriteLine("FAILED OBS Virtual Camera: size or rate are not what was written");
            return 1;
        }

        foreach (var picture in seen)
        {
            verdict.Look(picture, () => NumberedPicture.NumberOf(picture), static frame => frame.Nv12.ToArray());
        }

        return verdict.Say(stopped ? "stopping said" : "stopping NOT said", stopped);
    }

    private static MemoryMappedFile? Open()
    {
        try
        {
            return MemoryMappedFile.OpenExisting("OBSVirtualCamVideo", MemoryMappedFileRights.Read);
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }
}
