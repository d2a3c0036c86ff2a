using System.Runtime.InteropServices;
using System.Text;

namespace StreamShield.App.Hosting;

/// <summary>Prints a sentence even if the console cannot be opened.</summary>
internal static partial class LastWords
{
    private const int StandardError = 2;

    /// <summary>Prints the sentence if possible. Never throws.</summary>
    public static void Print(string sentence)
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
            // There is no way left to tell anybody.
        }
    }

    [LibraryImport("libc", EntryPoint = "write")]
    private static partial nint Write(int file, byte[] bytes, nuint length);
}
