using RevenueFunctions.Tests.Simulation.Kernel;

namespace RevenueFunctions.Tests.Simulation.Workload.Parts;

/// <summary>The month that the run is about: clocks change in most, and in one Samoa has no 30 December.</summary>
internal sealed class Calendar : IScenarioPart
{
    private static readonly DateTimeOffset[] Turns =
    [
        Month(2026, 11), Month(2026, 11), Month(2026, 4), Month(2026, 4), Month(2027, 3), Month(2028, 3), Month(2027, 1), Month(2026, 12), Month(2012, 1), Month(2025, 10),
    ];

    /// <inheritdoc/>
    public void AddTo(ScenarioDraft draft, Chance chance)
    {
        draft.Turn = chance.Pick(Turns);
        draft.Periods = chance.Percent(35) ? 2 : 1;
        draft.ClosesByClock = chance.Percent(25);
    }

    private static DateTimeOffset Month(int year, int month) => new(year, month, 1, 0, 0, 0, TimeSpan.Zero);
}
