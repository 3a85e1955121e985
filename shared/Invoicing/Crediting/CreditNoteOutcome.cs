using System.Collections.Immutable;
using RevenueFunctions.Validation;

namespace RevenueFunctions.Invoicing;

/// <summary>What became of crediting an invoice.</summary>
public abstract record CreditNoteOutcome
{
    private CreditNoteOutcome()
    {
    }

    /// <summary>The note under the key; <paramref name="IsNew"/> when it was made by this call.</summary>
    public sealed record Issued(CreditNote Note, bool IsNew) : CreditNoteOutcome;

    /// <summary>No invoice has the id.</summary>
    public sealed record NotFound(string InvoiceId) : CreditNoteOutcome;

    /// <summary>The invoice is in a state that does not allow it.</summary>
    public sealed record NotIssued(InvoiceSummary Invoice) : CreditNoteOutcome;

    /// <summary>The invoice's saga is not done with it.</summary>
    public sealed record Unfinished(InvoiceSummary Invoice, string SagaId) : CreditNoteOutcome;

    /// <summary>Nothing is left of the invoice.</summary>
    public sealed record NothingLeft(InvoiceSummary Invoice) : CreditNoteOutcome;

    /// <summary>Another note stands under the key.</summary>
    public sealed record KeyTaken(CreditNote Note) : CreditNoteOutcome;

    /// <summary>What was asked for makes no sense for this invoice.</summary>
    public sealed record Invalid(ImmutableArray<ValidationIssue> Issues) : CreditNoteOutcome;

    /// <summary>What was asked for is more than is left.</summary>
    public sealed record AboveLeft(ImmutableArray<ValidationIssue> Issues) : CreditNoteOutcome;
}
