using System.Collections.Immutable;

namespace RevenueFunctions.Catalog;

/// <summary>What a legal entity's invoices say of it beside its name.</summary>
/// <param name="Address">Lines of its postal address.</param>
/// <param name="TaxId">Its tax id.</param>
/// <param name="Registration">Its entry in a register of companies.</param>
/// <param name="Email">Where questions go.</param>
/// <param name="Payment">How to pay it, such as a bank account; one text for each line.</param>
public sealed record SellerDetails(
    ImmutableArray<string> Address = default, string? TaxId = null, string? Registration = null, string? Email = null, ImmutableArray<string> Payment = default)
{
    /// <summary>Absent reads as empty.</summary>
    public ImmutableArray<string> Address { get; init; } = Address.IsDefault ? [] : Address;

    /// <summary>Absent reads as empty.</summary>
    public ImmutableArray<string> Payment { get; init; } = Payment.IsDefault ? [] : Payment;
}
