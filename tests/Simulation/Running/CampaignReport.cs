using System.Text;

namespace RevenueFunctions.Tests.Simulation.Running;

/// <summary>What came of a campaign, for a person: the first failures explained, then the figures.</summary>
internal static class CampaignReport
{
    private const int Explained = 3;

    /// <summary>The report.</summary>
    /// <param name="tally">What the runs add up to.</param>
    /// <param name="elapsed">How long they took.</param>
    /// <param name="cost">What the process spent on them.</param>
    /// <param name="threads">How many ran at a time.</param>
    /// <param name="shrink">False when the runs were asked for as they are.</param>
    public static string Of(Tally tally, TimeSpan elapsed, ProcessCost cost, int threads, bool shrink = true)
    {
        var text = new StringBuilder();
        foreach (var failed in tally.Failures.Take(Explained))
        {
            text.AppendLine(FailureReport.Of(failed, shrink));
        }

        text.Append(TallyReport.Of(tally, elapsed, cost, threads));
        if (tally.Failed > Explained)
        {
            text.AppendLine($"Other seeds that failed: {string.Join(", ", tally.FailedSeeds.Skip(Explained))}");
        }

        return text.ToString();
    }
}
