using System.Globalization;

namespace RevenueFunctions.Catalog;

/// <summary>What a tax table must fulfil.</summary>
internal static class TaxTableRules
{
    public static void Check(string path, TaxTable table, CatalogIssues issues)
    {
        issues.Text($"{path}.jurisdiction", table.Jurisdiction, 50);
        issues.Require(!table.Rates.IsEmpty, $"{path}.rates", "empty", "The table has no rates.",
            "Send a rate for each tax class; a rate of 0 for what is not taxed.");
        var classes = new HashSet<string>(StringComparer.Ordinal);
        for (var at = 0; at < table.Rates.Length; at++)
        {
            var rate = table.Rates[at];
            var ratePath = string.Create(CultureInfo.InvariantCulture, $"{path}.rates[{at}]");
            issues.Text($"{ratePath}.taxClass", rate.TaxClass, 50);
            issues.Text($"{ratePath}.name", rate.Name);
            issues.Range($"{ratePath}.rate", rate.Rate, 0m, 1m);
            issues.Require(classes.Add(rate.TaxClass), $"{ratePath}.taxClass", "duplicate",
                $"The table has class '{CatalogIssues.Shown(rate.TaxClass)}' twice.", "Send each class once.");
        }
    }
}
