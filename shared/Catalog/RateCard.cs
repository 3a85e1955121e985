using System.Collections.Immutable;

namespace RevenueFunctions.Catalog;

/// <summary>The price terms of one product: of a meter's usage, or of a fee.</summary>
/// <param name="Key">Unique within the plan.</param>
/// <param name="Product">The product that is sold; posting rules map it to a revenue account.</param>
/// <param name="Name">Text of the invoice line.</param>
/// <param name="Price">How the amount is computed.</param>
/// <param name="Meter">Key of the meter that gives the quantity; absent for a recurring fee.</param>
/// <param name="Group">Restricts the card to usage whose dimensions have these values, such as region = eu; absent or empty: all usage that no more specific card of the same meter takes.</param>
/// <param name="TaxClass">Product tax class, looked up in the jurisdiction's tax table.</param>
/// <param name="Fee">Of a card without a meter: how its price is charged, applied to the contract's quantity; absent: as its flat price says, or each period in arrears.</param>
/// <param name="ChargedInTrial">Of a card with a meter: whether usage is charged while the contract is in its trial.</param>
public sealed record RateCard(
    string Key,
    string Product,
    string Name,
    Price Price,
    string? Meter = null,
    ImmutableSortedDictionary<string, string>? Group = null,
    string TaxClass = "standard",
    FeeTerms? Fee = null,
    bool ChargedInTrial = false);
