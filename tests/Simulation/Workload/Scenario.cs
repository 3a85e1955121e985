using RevenueFunctions.Catalog;

namespace RevenueFunctions.Tests.Simulation.Workload;

/// <summary>What a run is about: who uses what, when, and who does what about it. A function of the seed.</summary>
/// <param name="Catalog">What is sold to whom when the run begins.</param>
/// <param name="Windows">When something happens. In between the months pass at once.</param>
/// <param name="ClosesByClock">Whether the clock closes what is due.</param>
/// <param name="Producers">What is sent.</param>
/// <param name="People">Everybody who acts beside the producers.</param>
/// <param name="Strangers">Aliases that the catalog does not know at the beginning, and whose they are.</param>
/// <param name="ForgottenTaxTables">Tax tables that an operator adds when asked.</param>
internal sealed record Scenario(
    CatalogDocuments Catalog,
    IReadOnlyList<Window> Windows,
    bool ClosesByClock,
    IReadOnlyList<Producer> Producers,
    IReadOnlyList<Person> People,
    IReadOnlyDictionary<string, string> Strangers,
    IReadOnlyList<TaxTable> ForgottenTaxTables)
{
    /// <summary>When the run begins.</summary>
    public DateTimeOffset Start => Windows[0].From;

    /// <summary>When nothing is left that waits for its time.</summary>
    public DateTimeOffset End => Windows[^1].To;

    /// <summary>Every hub event that is sent, by its id.</summary>
    public IReadOnlyDictionary<string, SentEvent> Sent { get; } =
        Producers.SelectMany(producer => producer.Batches).SelectMany(batch => batch.Events).ToDictionary(sent => sent.Id, StringComparer.Ordinal);
}
