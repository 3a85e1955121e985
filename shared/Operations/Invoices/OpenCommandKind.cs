namespace RevenueFunctions.Operations;

/// <summary>The commands on issued invoices and on credit.</summary>
public enum OpenCommandKind
{
    /// <summary>Credit it, in full or in part.</summary>
    Credit,

    /// <summary>Credit it in full and bill its period again.</summary>
    Rebill,

    /// <summary>Record a payment.</summary>
    Pay,

    /// <summary>Grant an account prepaid credit.</summary>
    Grant,
}
