using System.Globalization;
using System.IO.MemoryMappedFiles;
using System.Runtime.Versioning;
using StreamShield.Core;

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

    private static int Read(byte* memory, FrameSize size, Verdict verdict)
    {
        uint last = 0;
        for (var quiet = 0; quiet < 5000; quiet++)
        {
            var state = Volatile.Read(ref *(uint*)(memory + 8));
            var index = Volatile.Read(ref *(uint*)(memory + 4));
            if (index != last)
            {
                if (*(uint*)(memory + 28) != size.Width || *(uint*)(memory + 32) != size.Height || *(ulong*)(memory + 40) != 333_333)
                {
                    Console.WriteLine("FAILED OBS Virtual Camera: size or rate are not what was written");
                    return 1;
                }

                var slot = memory + ((uint*)(memory + 12))[index % 3];
                var picture = new ReadOnlySpan<byte>(slot + 32, size.Width * size.Height * 3 / 2);
                verdict.Look(picture, NumberedPicture.NumberOf(picture), static frame => frame.Nv12.ToArray());
                (last, quiet) = (index, 0);
            }

            if (state == 3)
            {
                return verdict.Say("stopping said", toldOfTheEnd: true);
            }

            Pace.Wait(1);
        }

        return verdict.Say("stopping NOT said", toldOfTheEnd: false);
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
