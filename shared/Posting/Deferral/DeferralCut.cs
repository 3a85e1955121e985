namespace RevenueFunctions.Posting;

/// <summary>What a credit note takes from a deferred fee, in the invoice's currency and in that of the books: the note debits both accounts with it.</summary>
/// <param name="Key">The posting key of the note: the same one again is the same cut.</param>
/// <param name="On">The day of the note, the last one that is earned as before.</param>
/// <param name="Deferred">Taken from what is not earned yet: debited on the schedule's account.</param>
/// <param name="Revenue">What is left of the credit: debited on revenue.</param>
/// <param name="DeferredBooked">The first in the books' currency.</param>
/// <param name="RevenueBooked">The second in the books' currency.</param>
public sealed record DeferralCut(string Key, DateOnly On, decimal Deferred, decimal Revenue, decimal DeferredBooked, decimal RevenueBooked);
