namespace RevenueFunctions.Catalog;

/// <summary>What an account is invoiced at least for each whole billing period, before coupons and tax.</summary>
/// <param name="Amount">In the account's invoice currency; of a partial period its share.</param>
/// <param name="Name">Text of the line that makes up the difference.</param>
/// <param name="Product">Product of that line; posting rules map it to a revenue account.</param>
/// <param name="TaxClass">Product tax class of that line.</param>
/// <param name="Proration">How the share of a partial period is measured.</param>
/// <param name="From">Agreed from (inclusive); absent: from the account's first contract on.</param>
/// <param name="To">Agreed to (exclusive); absent: up to the end of the account's last contract.</param>
public sealed record MinimumSpend(
    decimal Amount,
    string Name = "Minimum spend",
    string Product = "minimum-spend",
    string TaxClass = "standard",
    ProrationBasis Proration = ProrationBasis.DaysHalfOpen,
    DateTimeOffset? From = null,
    DateTimeOffset? To = null);
