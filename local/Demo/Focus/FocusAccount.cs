namespace RevenueFunctions.Local.Demo.Focus;

/// <summary>A sub-account that buys from one legal entity: an account of the fabric.</summary>
/// <param name="Id">The sub-account's id with what no id may hold taken out; with the legal entity in front when it buys from several.</param>
/// <param name="SubAccountId">As the file writes it.</param>
/// <param name="LegalEntity">Who invoices it.</param>
internal sealed record FocusAccount(string Id, string SubAccountId, FocusEntity LegalEntity)
{
    /// <summary>The alias under which the source mapping reports it: it names the issuer, because a sub-account may buy from two.</summary>
    public string Alias => $"{LegalEntity.Issuer}/{LegalEntity.Currency}/{SubAccountId}";
}
