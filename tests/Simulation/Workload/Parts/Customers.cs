using System.Globalization;
using RevenueFunctions.Catalog;
using RevenueFunctions.Tests.Simulation.Kernel;

namespace RevenueFunctions.Tests.Simulation.Workload.Parts;

/// <summary>Two to five accounts, with days that begin anywhere and periods that begin on any day.</summary>
internal sealed class Customers : IScenarioPart
{
    private static readonly string[] Zones =
    [
        "Etc/UTC", "Europe/Berlin", "Europe/Berlin", "America/New_York", "America/New_York", "Asia/Kathmandu", "Pacific/Apia", "Asia/Tokyo", "Asia/Kuwait",
        "America/Los_Angeles", "Australia/Lord_Howe", "Asia/Beirut", "America/Havana", "Pacific/Kiritimati",
    ];

    private static readonly string[] Jurisdictions = ["DE", "US-NY", "JP", "KW"];

    /// <inheritdoc/>
    public void AddTo(ScenarioDraft draft, Chance chance)
    {
        // Most runs keep to one end of month: every further one costs the hours around it.
        var (zone, anchor) = (chance.Pick(Zones), chance.Pick([1, 1, 1, 31, 30, 29, 28, 2, 15]));
        var isMixed = chance.Percent(25);
        var accounts = Enumerable.Range(1, chance.Pick([2, 2, 3, 3, 4, 5])).Select(number => Account(
            number, chance.Pick(draft.Catalog.LegalEntities).Id, isMixed ? chance.Pick(Zones) : zone, isMixed && chance.Percent(30) ? chance.Pick([1, 15, 31]) : anchor, chance));
        draft.Add(catalog => catalog with { Accounts = [.. accounts] });
    }

    private static Account Account(int number, string entity, string zone, int anchor, Chance chance)
    {
        var aliases = Enumerable.Range(1, chance.Between(0, 2)).Select(alias => string.Create(CultureInfo.InvariantCulture, $"C-{number}0{alias}"));
        return new Account(
            string.Create(CultureInfo.InvariantCulture, $"acct-{number}"), $"Account {number}", entity, zone, chance.Pick(Jurisdictions), anchor, [.. aliases], chance.Pick([1, 1, 2, 3]));
    }
}
