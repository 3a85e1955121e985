using System.Collections.Immutable;
using RevenueFunctions.Validation;

namespace RevenueFunctions.Invoicing;

/// <summary>What became of recording a payment.</summary>
public abstract record PaymentOutcome
{
    private PaymentOutcome()
    {
    }

    /// <summary>The payment under the reference; <paramref name="IsNew"/> when it was recorded by this call.</summary>
    public sealed record Recorded(Payment Payment, bool IsNew) : PaymentOutcome;

    /// <summary>No invoice has the id.</summary>
    public sealed record NotFound(string InvoiceId) : PaymentOutcome;

    /// <summary>The invoice is a draft or was dropped.</summary>
    public sealed record NotIssued(InvoiceSummary Invoice) : PaymentOutcome;

    /// <summary>Another payment stands under the reference.</summary>
    public sealed record ReferenceTaken(Payment Payment) : PaymentOutcome;

    /// <summary>It is more than is open, or a refund of more than is owed.</summary>
    public sealed record AboveOpen(InvoiceSummary Invoice) : PaymentOutcome;

    /// <summary>The report is not valid.</summary>
    public sealed record Invalid(ImmutableArray<ValidationIssue> Issues) : PaymentOutcome;
}
