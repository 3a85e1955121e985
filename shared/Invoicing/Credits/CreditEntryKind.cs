namespace RevenueFunctions.Invoicing;

/// <summary>What an entry of an account's credit ledger records.</summary>
public enum CreditEntryKind
{
    /// <summary>A grant was added.</summary>
    Granted,

    /// <summary>An invoice drew credit, or draws another amount than before.</summary>
    Drawn,

    /// <summary>An invoice that was dropped or credited gave back what it drew.</summary>
    Returned,
}
