namespace RevenueFunctions.Operations;

/// <summary>How the fabric stands: a measurement over what is stored. Its parts are read one after the other, so it is no snapshot.</summary>
/// <param name="MeasuredAt">When the measurement began.</param>
/// <param name="State">The worst of the alerts.</param>
/// <param name="Alerts">Each alert that the figures decide.</param>
/// <param name="Sections">The figures, by stage.</param>
public sealed record FabricMetrics(DateTimeOffset MeasuredAt, FigureState State, IReadOnlyList<AlertState> Alerts, IReadOnlyList<FigureSection> Sections);
