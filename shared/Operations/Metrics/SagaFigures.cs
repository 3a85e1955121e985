using Microsoft.Extensions.Options;
using RevenueFunctions.Exceptions;
using RevenueFunctions.Sagas;
using RevenueFunctions.Telemetry;

namespace RevenueFunctions.Operations;

/// <summary>
/// How the sagas stand. Those that failed have a case. Those that do not come to their end are found among the periods that should be closed
/// by now, and not by asking the engine: its store would be scanned for that, and it knows nothing of a saga that was never started.
/// </summary>
internal sealed class SagaFigures(OverduePeriods overdue, IOptions<MetricsOptions> options)
{
    private const string Cases = "/api/v1/exceptions?kind=saga";
    private const string Close = "/api/v1/periods/close";

    private static readonly GaugeDescription Waiting = new("sagas.waiting_for_a_person", "{saga}", "Sagas that ask a question which nobody has answered.");
    private static readonly GaugeDescription NotStarted = new("periods.overdue", "{period}", "Billing periods that ended longer ago than the service level, and that nothing closes; the stuck sagas count them as well.");

    public async Task<List<Figure>> MeasureAsync(OpenCases open, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var failed = open.Cases.Where(SagaDesk.IsFailure).ToList();
        var asking = open.Cases.Where(SagaDesk.IsQuestion).ToList();
        var found = await overdue.FindAsync(options.Value.SagaServiceLevel, now, cancellationToken);
        return
        [
            Figure.Count(Gauges.SagasFailed, failed.Count, AlertKey.SagasFailed, 0, Cases) with { Since = Oldest(failed), AtLeast = open.AreMore },

            // A period that nothing closes is one with them: when closing fails on every run no saga is there to be stuck, and no invoice is made.
            Figure.Count(Gauges.SagasStuck, found.Stuck.Count + found.NotStarted.Count, AlertKey.SagasStuck, 0, ActOn(found)) with
            {
                Since = found.Stuck.Select(saga => (DateTimeOffset?)saga.StartedAt).Concat(found.NotStarted.Cast<DateTimeOffset?>()).Min(), AtLeast = found.AreMore,
            },
            Noted(Waiting, asking.Count, Cases) with { Since = Oldest(asking), AtLeast = open.AreMore },
            Noted(NotStarted, found.NotStarted.Count, Close) with { Since = found.NotStarted.Cast<DateTimeOffset?>().Min(), AtLeast = found.AreMore },
        ];
    }

    private static Figure Noted(GaugeDescription gauge, int count, string act) =>
        Figure.Plain(gauge, count, act) with { State = count > 0 ? FigureState.Attention : FigureState.Ok };

    private static string ActOn(OverduePeriods.Found found) =>
        found.Stuck is [var first, ..] ? $"/api/v1/sagas/{Uri.EscapeDataString(first.SagaId)}" : found.NotStarted.Count > 0 ? Close : Cases;

    private static DateTimeOffset? Oldest(List<ExceptionCase> cases) => cases.Select(one => (DateTimeOffset?)one.RaisedAt).Min();
}
