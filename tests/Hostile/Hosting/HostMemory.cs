using System.Globalization;

namespace RevenueFunctions.Tests.Hostile.Hosting;

/// <summary>What the host's process holds after a full collection.</summary>
/// <param name="HeapBytes">Live managed objects.</param>
/// <param name="WorkingSetBytes">What the system counts, free space of the heap included.</param>
internal sealed record HostMemory(long HeapBytes, long WorkingSetBytes)
{
    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{HeapBytes / 1048576.0:F1} MiB live, {WorkingSetBytes / 1048576.0:F0} MiB working set");
}
