using System.Globalization;

namespace StreamShield.Tests.EndToEnd.Faults;

/// <summary>The process at one moment.</summary>
/// <param name="Faults">Faults so far.</param>
/// <param name="MemoryMb">Resident memory.</param>
/// <param name="ManagedMb">Of it, what is alive on the heap.</param>
/// <param name="Handles">Open files and sockets.</param>
/// <param name="Threads">Threads.</param>
internal sealed record Resources(int Faults, double MemoryMb, double ManagedMb, int Handles, int Threads)
{
    /// <summary>What the process holds now.</summary>
    public static Resources Now(int faults)
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return new Resources(faults, Environment.WorkingSet / 1048576.0, GC.GetTotalMemory(forceFullCollection: true) / 1048576.0, Count("/proc/self/fd"), Count("/proc/self/task"));
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Faults,6} faults  {MemoryMb,6:0.0} MB  heap {ManagedMb:0.0} MB  {Handles} handles  {Threads} threads");

    private static int Count(string folder) => Directory.Exists(folder) ? Directory.GetFileSystemEntries(folder).Length : 0;
}

/// <summary>What a campaign came to.</summary>
internal sealed class FaultReport
{
    /// <summary>A panic that comes later at a viewer is a late one.</summary>
    public const double LateMs = 100;

    private const int Remembered = 8;

    public int Faults { get; set; }

    /// <summary>Pictures that a witness looked at, in all sinks together.</summary>
    public long Pictures { get; set; }

    /// <summary>What must not be, as sentences.</summary>
    public List<string> Findings { get; } = [];

    /// <summary>From the request until the slate arrives at the viewer, in milliseconds.</summary>
    public List<double> Panics { get; } = [];

    /// <summary>Where the time of each late panic went.</summary>
    public List<string> Late { get; } = [];

    /// <summary>Helper processes that were killed.</summary>
    public int Killed { get; set; }

    /// <summary>The last faults.</summary>
    public Queue<string> Recent { get; } = [];

    /// <summary>From time to time.</summary>
    public List<Resources> Resources { get; } = [];

    /// <summary>How often each kind came.</summary>
    public SortedDictionary<string, int> Kinds { get; } = [];

    /// <summary>Another fault begins.</summary>
    public void Count(string kind)
    {
        Kinds[kind] = Kinds.GetValueOrDefault(kind) + 1;
        Recent.Enqueue(kind);
        if (Recent.Count > Remembered)
        {
            Recent.Dequeue();
        }
    }

    /// <summary>In some lines.</summary>
    public IEnumerable<string> Lines
    {
        get
        {
            var sorted = Panics.Order().ToList();
            double At(double share) => sorted.Count == 0 ? 0 : sorted[Math.Min(sorted.Count - 1, (int)(share * sorted.Count))];
            yield return string.Create(CultureInfo.InvariantCulture, $"{Faults} faults, {Pictures} pictures examined, {Findings.Count} findings");
            yield return string.Create(CultureInfo.InvariantCulture,
                $"{sorted.Count} panics, at the viewer after p50 {At(0.5):0.0} ms, p95 {At(0.95):0.0} ms, p99 {At(0.99):0.0} ms, most {sorted.LastOrDefault():0.0} ms; later than {LateMs:0} ms: {Late.Count}");
            yield return $"{string.Join(", ", Kinds.Select(kind => $"{kind.Key} {kind.Value}"))}; {Killed} helpers killed";
            foreach (var finding in Findings.Take(10).Concat(Late))
            {
                yield return finding;
            }
        }
    }
}
