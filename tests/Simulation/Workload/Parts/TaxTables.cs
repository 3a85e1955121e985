using RevenueFunctions.Catalog;
using RevenueFunctions.Tests.Simulation.Kernel;

namespace RevenueFunctions.Tests.Simulation.Workload.Parts;

/// <summary>Taxes of every jurisdiction; now and then one that was forgotten, in whole or for a tax class.</summary>
internal sealed class TaxTables : IScenarioPart
{
    private static readonly decimal[] Rates = [0m, 0.05m, 0.07m, 0.08875m, 0.19m, 0.2m];

    /// <inheritdoc/>
    public void AddTo(ScenarioDraft draft, Chance chance)
    {
        foreach (var jurisdiction in draft.Catalog.Accounts.Select(account => account.Jurisdiction).Distinct(StringComparer.Ordinal).ToList())
        {
            var table = new TaxTable(
                jurisdiction,
                [
                    new TaxRate("standard", "Tax", chance.Pick(Rates)), new TaxRate("training", "Reduced tax", chance.Pick(Rates)),
                    .. chance.Percent(20) ? [new TaxRate("standard", "County tax", 0.04375m)] : Array.Empty<TaxRate>(),
                ],
                chance.Pick([TaxRounding.Line, TaxRounding.Rate, TaxRounding.Total]));
            var stored = chance.Below(20) switch
            {
                0 => null,
                1 => table with { Rates = [table.Rates[0]] },
                _ => table,
            };
            if (stored != table)
            {
                draft.ForgottenTaxTables.Add(stored is null ? table : table with { Version = 2 });
            }

            if (stored is not null)
            {
                draft.Add(catalog => catalog with { TaxTables = catalog.TaxTables.Add(stored) });
            }
        }
    }
}
