namespace RevenueFunctions.Posting;

/// <summary>What was recognised of a deferred fee in an accounting period.</summary>
/// <param name="Period">The accounting period, yyyyMM.</param>
/// <param name="Amount">In the invoice's currency.</param>
/// <param name="Booked">In the books' currency.</param>
/// <param name="PostingKey">The entry that booked it.</param>
public sealed record Recognition(string Period, decimal Amount, decimal Booked, string PostingKey);
