namespace RevenueFunctions.Invoicing;

/// <summary>How far an invoice is paid.</summary>
public enum PaymentState
{
    /// <summary>Nothing was paid, and something is open.</summary>
    Unpaid,

    /// <summary>A part was paid, and something is open.</summary>
    PartiallyPaid,

    /// <summary>Nothing is open: it was paid, credited, or came to nothing.</summary>
    Paid,

    /// <summary>The entity owes the customer: credited after it was paid, or an invoice below zero.</summary>
    Owed,
}
