using RevenueFunctions.Catalog;
using RevenueFunctions.Tests.Simulation.Kernel;

namespace RevenueFunctions.Tests.Simulation.Workload.Parts;

/// <summary>One to three legal entities, each with its currency and its way with rejected postings.</summary>
internal sealed class Companies : IScenarioPart
{
    private static readonly LegalEntity[] All =
    [
        new("de01", "Acme Cloud GmbH", "EUR", "DE", "DE-"), new("us01", "Acme Cloud Inc.", "USD", "US-NY", "US-"),
        new("jp01", "Acme Cloud KK", "JPY", "JP", "JP-"), new("kw01", "Acme Cloud KSC", "KWD", "KW", "KW-"),
    ];

    /// <inheritdoc/>
    public void AddTo(ScenarioDraft draft, Chance chance)
    {
        var some = All.ToList();
        chance.Shuffle(some);
        var chosen = some.Take(chance.Pick([1, 1, 2, 2, 3])).Select(entity => entity with
        {
            OnRejected = chance.Percent(70) ? RejectedPostingPolicy.Block : RejectedPostingPolicy.Skip,
        });
        draft.Add(catalog => catalog with { LegalEntities = [.. chosen] });
    }
}
