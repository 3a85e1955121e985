namespace RevenueFunctions.Reconciliation;

/// <summary>The differences between two books that reconciliation tells apart. A closed set.</summary>
public enum BreakKind
{
    /// <summary>The fence counts other records than there are.</summary>
    RecordCount,

    /// <summary>The fence names another set of records than there is.</summary>
    RecordSet,

    /// <summary>A roll-up has other figures than its records: count, quantity or set.</summary>
    RollUp,

    /// <summary>A metered usage is on no invoice line.</summary>
    UsageMissing,

    /// <summary>A metered usage is on more than one invoice line.</summary>
    UsageDuplicate,

    /// <summary>An invoice line covers usage that is not in the period.</summary>
    UsageUnknown,

    /// <summary>An invoice line has other figures than the usage it covers.</summary>
    UsageFigures,

    /// <summary>The invoice names another set of records than the period holds.</summary>
    InvoiceSet,

    /// <summary>The invoice's lines and taxes do not add up to its total.</summary>
    InvoiceTotal,

    /// <summary>An invoice's credit notes or payments do not add up to what it says was credited and paid, or to more than was billed.</summary>
    Settlement,

    /// <summary>The receivable in the books differs from what is open on the invoice.</summary>
    OpenAmount,

    /// <summary>The invoice has no document in the books.</summary>
    PostingMissing,

    /// <summary>The invoice has more than one document in the books.</summary>
    PostingDuplicate,

    /// <summary>The document has other amounts than the invoice.</summary>
    PostingAmount,

    /// <summary>The document is booked on other accounts than the posting rules say.</summary>
    PostingAccounts,

    /// <summary>The document's debits and credits differ.</summary>
    PostingUnbalanced,

    /// <summary>The document is booked in another month than the invoice was issued in.</summary>
    PostingTiming,

    /// <summary>A document in the books has no invoice.</summary>
    PostingUnknown,

    /// <summary>A number series has a gap, a repeat, or a number whose document does not bear it.</summary>
    NumberSeries,

    /// <summary>The balances of the books differ from the sum of their documents, or do not balance.</summary>
    TrialBalance,
}
