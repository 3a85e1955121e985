using RevenueFunctions.Catalog;
using RevenueFunctions.Local.Demo.Oracle;
using RevenueFunctions.Local.Demo.Workload;

namespace RevenueFunctions.Tests.Simulation.Workload;

/// <summary>A scenario while its parts are added, one after the other; each builds on what those before it left.</summary>
internal sealed class ScenarioDraft
{
    private MeasureOracle? measures;

    /// <summary>The instant (UTC) that the accounts' first periods end around.</summary>
    public DateTimeOffset Turn { get; set; }

    /// <summary>How many of each account's periods the run sees end: 1 or 2.</summary>
    public int Periods { get; set; } = 1;

    /// <summary>Whether the clock closes what is due.</summary>
    public bool ClosesByClock { get; set; }

    /// <summary>What is sold to whom when the run begins.</summary>
    public CatalogDocuments Catalog { get; private set; } = new();

    /// <summary>Tax tables that somebody forgot to import: an operator adds them when asked.</summary>
    public List<TaxTable> ForgottenTaxTables { get; } = [];

    /// <summary>Aliases that the catalog does not know yet, and whose they are.</summary>
    public Dictionary<string, string> Strangers { get; } = new(StringComparer.Ordinal);

    /// <summary>Everything that is sent.</summary>
    public List<Letter> Letters { get; } = [];

    /// <summary>Everybody who acts beside the producers.</summary>
    public List<Person> People { get; } = [];

    /// <summary>What the catalog as it is at the beginning charges an event to. Asked for only when the contracts stand.</summary>
    public MeasureOracle Measures => measures ??= new MeasureOracle(Catalog);

    /// <summary>Changes the catalog.</summary>
    public void Add(Func<CatalogDocuments, CatalogDocuments> change) => (Catalog, measures) = (change(Catalog), null);

    /// <summary>The first of the account's periods that ends in the run.</summary>
    public OraclePeriod FirstPeriod(Account account) => OraclePeriod.At(account, Turn.AddHours(-36));

    /// <summary>The account's periods that end in the run.</summary>
    public IReadOnlyList<OraclePeriod> PeriodsOf(Account account)
    {
        var first = FirstPeriod(account);
        return Periods == 1 ? [first] : [first, first.After(account)];
    }

    /// <summary>Whether the contracts charge for events of the type at the instant.</summary>
    public bool IsCharged(Account account, string type, DateTimeOffset time) => Catalog.Meters.Any(meter => meter.EventType == type && Measures.IsCharged(account.Id, meter.Key, time));

    /// <summary>Somebody acts in the run, which waits until that is done.</summary>
    public void Act(string name, Func<Stage, Task> act) => People.Add(new Person(name, act));

    /// <summary>Somebody works in the run until the stage says that it is over.</summary>
    public void Attend(string name, Func<Stage, Task> act) => People.Add(new Person(name, act, WorksToTheEnd: true));
}
