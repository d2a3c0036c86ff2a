using System.Runtime.InteropServices;
using System.Text;

namespace StreamShield.App.Hosting;

/// <summary>Says a sentence when not even the console can be opened.</summary>
internal static partial class LastWords
{
    private const int StandardError = 2;

    /// <summary>Says it, if it can be said at all; never throws.</summary>
    public static void Say(string sentence)
    {
        try
        {
            if (OperatingSystem.IsWindows())
            {
                Console.Error.WriteLine(sentence);
                return;
            }

            var bytes = Encoding.UTF8.GetBytes(sentence + "\n");
            _ = Write(StandardError, bytes, (nuint)bytes.Length);
        }
        catch (Exception)
        {
            // Nobody can be told.
        }
    }

    [LibraryImport("libc", EntryPoint = "write")]
    private static partial nint Write(int file, byte[] bytes, nuint length);
}
