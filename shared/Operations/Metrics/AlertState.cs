namespace RevenueFunctions.Operations;

/// <summary>How an alert stands: the worst of its figures.</summary>
/// <param name="Key">Which alert.</param>
/// <param name="State">Breach means that it fires; attention also stands for figures that could not be had, as their section says.</param>
/// <param name="Value">The worst figure.</param>
/// <param name="Unit">Its unit.</param>
/// <param name="Limit">Above this it fires.</param>
/// <param name="Runbook">What to do.</param>
public sealed record AlertState(AlertKey Key, FigureState State, decimal Value, string Unit, decimal Limit, string Runbook)
{
    private const string Page = "docs/operate.md#";

    /// <summary>The alert over its figures; without one there is nothing to complain of.</summary>
    internal static AlertState Of(AlertKey key, string unit, decimal limit, IEnumerable<Figure> figures)
    {
        var worst = figures.Where(figure => figure.Alert == key).MaxBy(figure => (figure.State, figure.Value));
        return new AlertState(key, worst?.State ?? FigureState.Ok, worst?.Value ?? 0m, unit, limit, Page + key.ToString().ToLowerInvariant());
    }
}
