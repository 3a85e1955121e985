using RevenueFunctions.Reconciliation;
using RevenueFunctions.Telemetry;

namespace RevenueFunctions.Operations;

/// <summary>The breaks that stand, by type and legal entity. One page read for a thousand breaks, at most twenty.</summary>
internal sealed class ReconciliationFigures(ReconciliationStore runs)
{
    private const string Breaks = "/api/v1/reconciliation/breaks";
    private const int PageBreaks = 1000;
    private const int MostPages = 20;

    public async Task<List<Figure>> MeasureAsync(CancellationToken cancellationToken)
    {
        var open = new List<OpenBreak>();
        string? continuation = null;
        for (var page = 0; page < MostPages; page++)
        {
            (var read, continuation) = await runs.OpenAsync(PageBreaks, continuation, cancellationToken);
            open.AddRange(read);
            if (continuation is null)
            {
                break;
            }
        }

        return
        [
            .. from one in open
               group one by (one.Scope.LegalEntityId, one.Found.Kind) into kind
               orderby kind.Key.LegalEntityId, kind.Key.Kind
               select (Figure.Count(Gauges.ReconciliationBreaks, kind.Count(), AlertKey.Breaks, 0, Breaks) with { Since = kind.Min(one => one.FirstSeenAt), AtLeast = continuation is not null })
                   .For(InstrumentTags.Type, ExceptionFigures.CodeOf(kind.Key.Kind))
                   .For(InstrumentTags.LegalEntity, kind.Key.LegalEntityId),
        ];
    }
}
