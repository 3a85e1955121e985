namespace RevenueFunctions.Catalog;

/// <summary>What an exchange rate must fulfil.</summary>
internal static class ExchangeRateRules
{
    private const decimal Most = 1_000_000_000m;

    public static void Check(string path, ExchangeRate rate, CatalogDraft draft, CatalogIssues issues)
    {
        issues.Currency($"{path}.from", rate.From);
        issues.Currency($"{path}.to", rate.To);
        issues.Require(rate.From != rate.To, $"{path}.to", "same-currency", "Both currencies are the same.", "Send a rate between two currencies.");
        issues.Require(rate.Date.Year is >= 1970 and < 9000, $"{path}.date", "out-of-range", "The day is out of range.", "Send a date from 1970 on.");
        issues.Require(rate.Rate > 0 && rate.Rate <= Most, $"{path}.rate", "out-of-range", "The rate is not above zero, or absurd.", "Send how many units of 'to' one unit of 'from' is worth.");
        issues.Text($"{path}.source", rate.Source, 100);
        issues.Immutable(path, $"The rate {CatalogIssues.Shown(rate.From)} to {CatalogIssues.Shown(rate.To)} of that day",
            draft.Stored.ExchangeRates.GetValueOrDefault((rate.From, rate.To), []).FirstOrDefault(one => one.Date == rate.Date), rate);
    }
}
