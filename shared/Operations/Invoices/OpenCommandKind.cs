namespace RevenueFunctions.Operations;

/// <summary>The commands on issued invoices.</summary>
public enum OpenCommandKind
{
    /// <summary>Credit it, in full or in part.</summary>
    Credit,

    /// <summary>Credit it in full and bill its period again.</summary>
    Rebill,

    /// <summary>Record a payment.</summary>
    Pay,
}
