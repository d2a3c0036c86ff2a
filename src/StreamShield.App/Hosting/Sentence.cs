using StreamShield.Core.Frames;

namespace StreamShield.App.Hosting;

/// <summary>Turns any exception into one sentence with cause and cure.</summary>
internal static class Sentence
{
    public static string For(Exception e) => e switch
    {
        ShieldException or UserException => e.Message,
        DllNotFoundException or TypeInitializationException or BadImageFormatException when NativeLibraries.IsOpenCv(e) => NativeLibraries.Cure,
        OutOfMemoryException or ThreadStartException => "The system gives StreamShield no more memory or threads: close other programs, or raise the limits ('ulimit -u', 'ulimit -v'), and start again.",
        OperationCanceledException => "Stopped by you.",
        UnauthorizedAccessException => $"{Clean(e)}: give yourself permission there, or choose another place.",
        IOException => $"Reading or writing failed ({Clean(e)}): check the disk and try again.",
        _ => $"StreamShield failed unexpectedly ({e.GetType().Name}: {Clean(e)}): please report this together with the command that you used.",
    };

    private static string Clean(Exception e) => e.Message.ReplaceLineEndings(" ").TrimEnd('.', ' ');
}
