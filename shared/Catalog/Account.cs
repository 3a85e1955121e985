using System.Collections.Immutable;

namespace RevenueFunctions.Catalog;

/// <summary>
/// A customer's billing relationship with one legal entity: one invoice for each billing period, in one currency. A customer of two
/// legal entities has two accounts.
/// </summary>
/// <param name="Id">Stable id.</param>
/// <param name="Name">Name on the invoice.</param>
/// <param name="LegalEntityId">The entity that invoices it.</param>
/// <param name="TimeZone">IANA zone in which its days and billing periods begin, such as "Europe/Berlin".</param>
/// <param name="Jurisdiction">Tax jurisdiction of the place of supply, such as "DE".</param>
/// <param name="BillingAnchorDay">Day of the month on which a period begins, 1 to 31; in a short month, its last day.</param>
/// <param name="Aliases">Names under which producers know the account (a CloudEvents subject, a customer number). Each alias belongs to one account. The id is an alias too.</param>
/// <param name="Shards">Partitions that its usage of a period is spread over, 1 to 64. Takes effect for periods that have no usage yet.</param>
/// <param name="LateUsage">What happens to usage that arrives when its period is frozen.</param>
/// <param name="PaymentTermDays">Days from issue to due date, 0 to 365.</param>
/// <param name="Currency">Currency of its invoices (ISO 4217); absent: the legal entity's.</param>
/// <param name="Coupons">Keys of its coupons, in the order in which they apply.</param>
/// <param name="MinimumSpend">What it is invoiced at least for each period; absent: nothing.</param>
/// <param name="Tax">What is particular to its taxation; absent: nothing.</param>
/// <param name="Address">Lines of its postal address, as on invoices.</param>
public sealed record Account(
    string Id,
    string Name,
    string LegalEntityId,
    string TimeZone,
    string Jurisdiction,
    int BillingAnchorDay = 1,
    ImmutableArray<string> Aliases = default,
    int Shards = 1,
    LateUsagePolicy LateUsage = LateUsagePolicy.BillNext,
    int PaymentTermDays = 30,
    string? Currency = null,
    ImmutableArray<string> Coupons = default,
    MinimumSpend? MinimumSpend = null,
    TaxProfile? Tax = null,
    ImmutableArray<string> Address = default)
{
    /// <summary>Absent reads as empty.</summary>
    public ImmutableArray<string> Aliases { get; init; } = Aliases.IsDefault ? [] : Aliases;

    /// <summary>Absent reads as empty.</summary>
    public ImmutableArray<string> Coupons { get; init; } = Coupons.IsDefault ? [] : Coupons;

    /// <summary>Absent reads as empty.</summary>
    public ImmutableArray<string> Address { get; init; } = Address.IsDefault ? [] : Address;

    /// <summary>Currency of its invoices.</summary>
    public string InvoiceCurrency(LegalEntity entity)
    {
        ArgumentNullException.ThrowIfNull(entity);
        return Currency ?? entity.Currency;
    }
}
