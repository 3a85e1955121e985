namespace RevenueFunctions.Invoicing;

/// <summary>Why a tax is what it is.</summary>
public enum TaxTreatment
{
    /// <summary>Charged at its rate, which may be zero.</summary>
    Charged,

    /// <summary>None, because the customer is exempt.</summary>
    Exempt,

    /// <summary>None, because the customer owes it.</summary>
    ReverseCharge,
}
