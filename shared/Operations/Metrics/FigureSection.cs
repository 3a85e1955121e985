namespace RevenueFunctions.Operations;

/// <summary>The figures of one stage.</summary>
/// <param name="Name">The stage.</param>
/// <param name="State">The worst of its figures.</param>
/// <param name="Figures">The figures.</param>
public sealed record FigureSection(string Name, FigureState State, IReadOnlyList<Figure> Figures)
{
    internal static FigureSection Of(string name, IReadOnlyList<Figure> figures) =>
        new(name, figures.Select(figure => figure.State).DefaultIfEmpty().Max(), figures);
}
