using System.Globalization;

namespace RevenueFunctions.Catalog;

/// <summary>What a tax table must fulfil.</summary>
internal static class TaxTableRules
{
    public static void Check(string path, TaxTable table, CatalogDraft draft, CatalogIssues issues)
    {
        issues.Text($"{path}.jurisdiction", table.Jurisdiction, 50);
        issues.Require(!table.Rates.IsEmpty, $"{path}.rates", "empty", "The table has no rates.",
            "Send a rate for each tax class; a rate of 0 for what is not taxed.");
        issues.Range($"{path}.version", table.Version, 1, 999_999);
        if (table.ReverseChargeNote is not null)
        {
            issues.Text($"{path}.reverseChargeNote", table.ReverseChargeNote, 500);
        }

        var names = new HashSet<(string, string)>();
        for (var at = 0; at < table.Rates.Length; at++)
        {
            var rate = table.Rates[at];
            var ratePath = string.Create(CultureInfo.InvariantCulture, $"{path}.rates[{at}]");
            issues.Text($"{ratePath}.taxClass", rate.TaxClass, 50);
            issues.Text($"{ratePath}.name", rate.Name);
            issues.Range($"{ratePath}.rate", rate.Rate, 0m, 1m);
            issues.Require(names.Add((rate.TaxClass, rate.Name)), $"{ratePath}.name", "duplicate",
                $"Class '{CatalogIssues.Shown(rate.TaxClass)}' has the tax '{CatalogIssues.Shown(rate.Name)}' twice.", "Give the taxes of one class different names.");
        }

        issues.Immutable(path, $"Version {table.Version} of the tax table of '{CatalogIssues.Shown(table.Jurisdiction)}'",
            draft.Stored.TaxTables.GetValueOrDefault(table.Jurisdiction, []).FirstOrDefault(one => one.Version == table.Version), table);
    }
}
