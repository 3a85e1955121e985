namespace RevenueFunctions.Operations;

/// <summary>The figures of one stage.</summary>
/// <param name="Name">The stage.</param>
/// <param name="State">The worst of its figures.</param>
/// <param name="Figures">The figures.</param>
/// <param name="NotMeasured">Names of figures that could not be had this time; absent when all could.</param>
/// <param name="Note">Why they could not.</param>
public sealed record FigureSection(string Name, FigureState State, IReadOnlyList<Figure> Figures, IReadOnlyList<string>? NotMeasured = null, string? Note = null)
{
    /// <summary>A section whose figures could not be had. What is not known is not well.</summary>
    internal static FigureSection Without(string name, string note, params IReadOnlyList<string> figures) => new(name, FigureState.Attention, [], figures, note);

    internal static FigureSection Of(string name, IReadOnlyList<Figure> figures) =>
        new(name, figures.Select(figure => figure.State).DefaultIfEmpty().Max(), figures);
}
