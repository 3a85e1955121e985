using RevenueFunctions.Catalog;

namespace RevenueFunctions.Tests.Simulation.Oracle;

/// <summary>
/// The catalog as it changed during the run. A change is in force from some moment between the first request for it and its acknowledgement;
/// before the one it is not, behind the other it is.
/// </summary>
internal sealed class CatalogTimeline(CatalogDocuments initial, Witness witness)
{
    private readonly List<Edit> edits = [];
    private readonly Dictionary<string, CatalogDocuments> known = new(StringComparer.Ordinal);
    private int asked;

    /// <summary>The catalog with every change that was acknowledged.</summary>
    public CatalogDocuments Current => With(edits.Where(edit => edit.AcknowledgedAt is not null));

    /// <summary>A change is asked for. Acknowledge it, or forget it when it was refused.</summary>
    public Edit Ask(Func<CatalogDocuments, CatalogDocuments> change)
    {
        var edit = new Edit(++asked, witness.Mark(), change);
        edits.Add(edit);
        return edit;
    }

    /// <summary>The answer to a change: it was stored.</summary>
    public void Acknowledge(Edit edit) => edit.AcknowledgedAt ??= witness.Mark();

    /// <summary>The answer to a change: it was refused, and nothing was stored.</summary>
    public void Forget(Edit edit) => edits.Remove(edit);

    /// <summary>Every catalog that may have been in force for something that was done between two moments.</summary>
    public IEnumerable<CatalogDocuments> PossibleBetween(long from, long to)
    {
        var certain = edits.Where(edit => edit.AcknowledgedAt < from).ToList();
        var open = edits.Where(edit => !(edit.AcknowledgedAt < from) && edit.AskedAt <= to).ToList();

        // The latest state first: it is the one, nearly always. What was asked for after another was acknowledged is never there without that.
        for (var chosen = (1 << open.Count) - 1; chosen >= 0; chosen--)
        {
            var applied = open.Where((_, at) => (chosen & (1 << at)) != 0).ToList();
            if (open.Except(applied).All(left => applied.TrueForAll(edit => !(left.AcknowledgedAt < edit.AskedAt))))
            {
                yield return With([.. certain, .. applied]);
            }
        }
    }

    private CatalogDocuments With(IEnumerable<Edit> applied)
    {
        var some = applied.OrderBy(edit => edit.Number).ToList();
        var key = string.Join(',', some.Select(edit => edit.Number));
        if (!known.TryGetValue(key, out var catalog))
        {
            known.Add(key, catalog = some.Aggregate(initial, (current, edit) => edit.Change(current)));
        }

        return catalog;
    }

    /// <summary>A change of the catalog.</summary>
    internal sealed record Edit(int Number, long AskedAt, Func<CatalogDocuments, CatalogDocuments> Change)
    {
        /// <summary>When the answer came; null before.</summary>
        public long? AcknowledgedAt { get; set; }
    }
}
