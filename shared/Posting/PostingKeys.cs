using System.Globalization;

namespace RevenueFunctions.Posting;

/// <summary>The keys under which entries are posted: one for each document, so that a repeat is seen as what it is.</summary>
public static class PostingKeys
{
    /// <summary>An invoice's entry.</summary>
    public static string Invoice(string invoiceId) => $"invoice:{invoiceId}";

    /// <summary>A credit note's entry.</summary>
    public static string CreditNote(string creditNoteId) => $"creditnote:{creditNoteId}";

    /// <summary>A payment's entry.</summary>
    public static string Payment(string paymentId) => $"payment:{paymentId}";

    /// <summary>The entry of a grant of prepaid credit.</summary>
    public static string Grant(string accountId, string grantId) => $"grant:{accountId}:{grantId}";

    /// <summary>The entry that reverses another.</summary>
    public static string Reversal(string postingKey) => $"reversal:{postingKey}";

    /// <summary>The n-th recognition of deferred revenue of an accounting period.</summary>
    public static string Recognition(string legalEntityId, string period, int number) =>
        string.Create(CultureInfo.InvariantCulture, $"recognition:{legalEntityId}:{period}:{number}");

    /// <summary>The accrual of unbilled revenue at the end of an accounting period; a period that is closed again has one more.</summary>
    public static string Accrual(string legalEntityId, string period, int closing = 1) =>
        closing == 1 ? $"accrual:{legalEntityId}:{period}" : string.Create(CultureInfo.InvariantCulture, $"accrual:{legalEntityId}:{period}:{closing}");

    /// <summary>
    /// True for entries by which an accounting period is closed: they are booked into it while it is closing, when nothing else is any more.
    /// </summary>
    public static bool BelongsToClose(string postingKey)
    {
        ArgumentNullException.ThrowIfNull(postingKey);
        return postingKey.StartsWith("recognition:", StringComparison.Ordinal) || postingKey.StartsWith("accrual:", StringComparison.Ordinal);
    }
}
