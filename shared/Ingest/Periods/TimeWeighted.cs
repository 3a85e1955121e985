namespace RevenueFunctions.Ingest;

/// <summary>The average of a gauge over a period, each value weighted by the time it held.</summary>
internal static class TimeWeighted
{
    /// <summary>
    /// Before the first sample the gauge is zero; the last one holds until <paramref name="heldUntilMs"/>, or the end. Of samples at one instant the one with the greatest
    /// event id counts. A sample from before the period (billed late) counts as the value at its start. Only what lies between
    /// <paramref name="countedFromMs"/> and <paramref name="countedToMs"/> is weighed, always over the whole period: the parts of a period add up.
    /// </summary>
    public static decimal Of(
        List<(long TimeMs, byte[] Id, decimal Quantity)> samples,
        long startMs,
        long endMs,
        long heldUntilMs = long.MaxValue,
        long countedFromMs = long.MinValue,
        long countedToMs = long.MaxValue)
    {
        samples.Sort(static (left, right) =>
            left.TimeMs != right.TimeMs ? left.TimeMs.CompareTo(right.TimeMs) : left.Id.AsSpan().SequenceCompareTo(right.Id));
        var (first, last) = (Math.Max(startMs, countedFromMs), Math.Min(endMs, countedToMs));
        var weighted = 0m;
        for (var at = 0; at < samples.Count; at++)
        {
            var from = Math.Max(samples[at].TimeMs, first);
            var to = at + 1 < samples.Count ? samples[at + 1].TimeMs : heldUntilMs;
            weighted += samples[at].Quantity * Math.Max(0, Math.Min(to, last) - from);
        }

        return Math.Round(weighted / (endMs - startMs), Quantities.Decimals, MidpointRounding.AwayFromZero);
    }
}
