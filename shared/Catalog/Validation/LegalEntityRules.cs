namespace RevenueFunctions.Catalog;

/// <summary>What a legal entity must fulfil.</summary>
internal static class LegalEntityRules
{
    public static void Check(string path, LegalEntity entity, CatalogDraft draft, CatalogIssues issues)
    {
        issues.Id($"{path}.id", entity.Id);
        issues.Text($"{path}.name", entity.Name);
        issues.Text($"{path}.jurisdiction", entity.Jurisdiction, 50);
        issues.Text($"{path}.invoicePrefix", entity.InvoicePrefix, 20);
        issues.Currency($"{path}.currency", entity.Currency);
        foreach (var issue in entity.PostingRules?.Validate($"{path}.postingRules") ?? [])
        {
            issues.Add(issue.Path, issue.Code, issue.Message, issue.Remedy);
        }

        if (entity.Details is { } details)
        {
            CheckDetails($"{path}.details", details, issues);
        }

        if (draft.Stored.LegalEntities.TryGetValue(entity.Id, out var stored) && stored.Currency != entity.Currency)
        {
            issues.Conflict($"{path}.currency", "currency-fixed", $"The books of '{entity.Id}' are kept in {stored.Currency}.",
                $"Keep {stored.Currency}, or open another legal entity.");
        }
    }

    private static void CheckDetails(string path, SellerDetails details, CatalogIssues issues)
    {
        issues.Texts($"{path}.address", details.Address, 10);
        issues.Texts($"{path}.payment", details.Payment, 10);
        foreach (var (name, text) in new[] { ("taxId", details.TaxId), ("registration", details.Registration), ("email", details.Email) })
        {
            if (text is not null)
            {
                issues.Text($"{path}.{name}", text);
            }
        }
    }
}
