using System.Globalization;
using System.Runtime;

namespace RevenueFunctions.Tests.Simulation.Running;

/// <summary>What this process has spent so far. Unlike the clock on the wall it does not depend on what else the machine does.</summary>
/// <param name="Cpu">Processor time of all threads.</param>
/// <param name="Compiling">Time in the just-in-time compiler.</param>
/// <param name="Collecting">Time stopped for the garbage collector.</param>
/// <param name="Allocated">Bytes allocated.</param>
internal readonly record struct ProcessCost(TimeSpan Cpu, TimeSpan Compiling, TimeSpan Collecting, long Allocated)
{
    /// <summary>As of now.</summary>
    public static ProcessCost Now => new(Environment.CpuUsage.TotalTime, JitInfo.GetCompilationTime(), GC.GetTotalPauseDuration(), GC.GetTotalAllocatedBytes());

    /// <summary>What was spent since then.</summary>
    public ProcessCost Since(ProcessCost then) => new(Cpu - then.Cpu, Compiling - then.Compiling, Collecting - then.Collecting, Allocated - then.Allocated);

    /// <summary>In words, for each of so many runs.</summary>
    public string Per(int runs) => string.Create(
        CultureInfo.InvariantCulture,
        $"{Cpu.TotalMilliseconds / runs:N1} ms CPU ({Compiling.TotalMilliseconds / runs:N1} ms compiling, {Collecting.TotalMilliseconds / runs:N1} ms collecting), {Allocated / 1e6 / runs:N1} MB allocated");
}
