namespace StreamShield.App.Hosting;

/// <summary>What the process returns.</summary>
internal static class ExitCode
{
    /// <summary>Everything asked was done.</summary>
    public const int Success = 0;

    /// <summary>Bad input, or something failed; one sentence says what.</summary>
    public const int Failure = 1;

    /// <summary>The command line itself was not understood.</summary>
    public const int Usage = 2;

    /// <summary>The check before a stream found something that is to be mended first.</summary>
    public const int Mend = 3;
}
