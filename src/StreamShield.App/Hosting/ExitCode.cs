namespace StreamShield.App.Hosting;

/// <summary>Exit codes of the process.</summary>
internal static class ExitCode
{
    /// <summary>The command did what was asked.</summary>
    public const int Success = 0;

    /// <summary>Bad input, or something failed; one sentence says what.</summary>
    public const int Failure = 1;

    /// <summary>The command line was not understood.</summary>
    public const int Usage = 2;

    /// <summary>The check before a stream found something that must be fixed first.</summary>
    public const int Mend = 3;
}
