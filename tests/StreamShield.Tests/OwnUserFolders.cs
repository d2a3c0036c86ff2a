using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using StreamShield.Core.Storage;

namespace StreamShield.Tests;

/// <summary>Whatever rooms and models the developer's own user has, no test sees them, also not in a process that it starts.</summary>
internal static class OwnUserFolders
{
    [ModuleInitializer]
    [SuppressMessage("Usage", "CA2255", Justification = "Before the first test, whichever that is.")]
    internal static void Choose()
    {
        var nowhere = Path.Combine(Path.GetTempPath(), $"streamshield-tests-{Environment.ProcessId}");
        Environment.SetEnvironmentVariable(UserFolders.ConfigurationVariable, Path.Combine(nowhere, "config"));
        Environment.SetEnvironmentVariable(UserFolders.DataVariable, Path.Combine(nowhere, "data"));
    }
}
