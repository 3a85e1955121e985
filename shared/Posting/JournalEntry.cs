using System.Collections.Immutable;
using System.Text.Json.Serialization;
using RevenueFunctions.Telemetry;

namespace RevenueFunctions.Posting;

/// <summary>A balanced set of debit and credit lines in the currency of the books. Once posted it is only ever reversed.</summary>
/// <param name="PostingKey">Business key, unique in the ERP: see <see cref="PostingKeys"/>.</param>
/// <param name="LegalEntityId">Whose books.</param>
/// <param name="AccountingDate">Day it is booked on.</param>
/// <param name="Currency">Currency of the debits and credits: the one in which the entity keeps its books.</param>
/// <param name="Description">Text in the books.</param>
/// <param name="Lines">Debits and credits; their sums are equal, and so are the transaction amounts of each currency.</param>
/// <param name="RulesVersion">The version of the posting rules it was made by; 0 is the legal entity's own document.</param>
/// <param name="OriginalDate">The day it belongs to, when that lay in a closed accounting period and it is booked on a later day instead.</param>
public sealed record JournalEntry(
    string PostingKey,
    string LegalEntityId,
    DateOnly AccountingDate,
    string Currency,
    string Description,
    ImmutableArray<JournalLine> Lines,
    int? RulesVersion = null,
    DateOnly? OriginalDate = null)
{
    /// <summary>
    /// The id of all that happened to what it books, for a connector to hand on and for people to follow. Derived from the key, and so not
    /// stored again.
    /// </summary>
    [JsonIgnore]
    public string CorrelationId => Correlation.OfKey(PostingKey);

    /// <summary>Sum of the debits.</summary>
    public decimal TotalDebit => Lines.Sum(line => line.Debit);

    /// <summary>Sum of the credits.</summary>
    public decimal TotalCredit => Lines.Sum(line => line.Credit);
}
