using System.Globalization;
using System.Text;
using RevenueFunctions.Tests.Hostile.Hosting;

namespace RevenueFunctions.Tests.Hostile.Fuzzing;

/// <summary>What a campaign found.</summary>
internal sealed record CampaignReport(
    int Seed, int Requests, TimeSpan Duration, IReadOnlyList<KeyValuePair<int, int>> Statuses, HostMemory Before, HostMemory After, IReadOnlyList<FuzzFailure> Failures, string HostLog, string Slowest)
{
    /// <summary>
    /// Live memory that a campaign may add: the catalog keeps what it accepted, and everything else is bounded by its own limits. Measured
    /// after full collections, so that nothing but what is still referred to counts.
    /// </summary>
    public const long GrowthBytes = 96L * 1024 * 1024;

    /// <summary>True when everything held.</summary>
    public bool IsClean => Failures.Count == 0 && After.HeapBytes - Before.HeapBytes <= GrowthBytes;

    /// <inheritdoc/>
    public override string ToString()
    {
        var text = new StringBuilder()
            .AppendLine(CultureInfo.InvariantCulture, $"seed {Seed}: {Requests} requests in {Duration.TotalSeconds:F1} s ({Requests / Duration.TotalSeconds:F0} a second); answers {string.Join(", ", Statuses.Select(pair => $"{pair.Key}: {pair.Value}"))}")
            .AppendLine(CultureInfo.InvariantCulture, $"memory before: {Before}; after: {After}")
            .AppendLine(CultureInfo.InvariantCulture, $"slowest: {Slowest}");
        foreach (var failure in Failures)
        {
            text.AppendLine().Append(failure);
        }

        if (HostLog.Length > 0)
        {
            text.AppendLine().AppendLine("The host's log ends:").AppendLine(HostLog);
        }

        if (!IsClean)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"Again: dotnet run --project tests/Hostile -- --requests {Requests} --seed {Seed}");
        }

        return text.ToString();
    }
}
