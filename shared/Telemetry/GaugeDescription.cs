namespace RevenueFunctions.Telemetry;

/// <summary>A gauge of the fabric: what is measured from stored state.</summary>
/// <param name="Name">One of <see cref="InstrumentNames"/>.</param>
/// <param name="Unit">In the notation of OpenTelemetry: "s", "1", "{event}".</param>
/// <param name="Meaning">What it says, for a person.</param>
public sealed record GaugeDescription(string Name, string Unit, string Meaning);
