using System.Collections.Immutable;
using RevenueFunctions.Catalog;

namespace RevenueFunctions.Ingest;

/// <summary>What is done with the events of one type: their schema, or why they are excluded, and the meters that read them.</summary>
internal sealed class TypeRoute
{
    /// <summary>Meters of one type whose roll-ups and records fit one atomic write.</summary>
    public const int MostMeters = 40;

    public TypeRoute(string type, EventType? registered, ImmutableArray<Meter> meters)
    {
        Type = type;
        Excluded = registered?.Excluded;
        if (registered?.Schema is { } schema)
        {
            // The catalog refuses such a schema. Should one be stored all the same, its events wait in quarantine; the batch goes on.
            Schema = EventSchema.Compile(schema, out var issues);
            SchemaFault = Schema is null ? $"the schema does not compile: {issues[0].Path}: {issues[0].Message}" : null;
        }

        Meters = [.. (meters.IsDefault ? [] : meters).Select(meter => new MeterPlan(meter, Paths))];
    }

    public string Type { get; }

    public string? Excluded { get; }

    public EventSchema? Schema { get; }

    public string? SchemaFault { get; }

    public JsonPathSet Paths { get; } = new();

    public MeterPlan[] Meters { get; }
}

/// <summary>A meter, with the places of its paths in its event type's path set.</summary>
internal sealed class MeterPlan
{
    public MeterPlan(Meter meter, JsonPathSet paths)
    {
        Meter = meter;
        ValuePath = meter.Value is null ? -1 : paths.Add(meter.Value);
        AmountPath = meter.Amount is null ? -1 : paths.Add(meter.Amount);
        GroupBy = meter.GroupBy.IsDefault ? [] : [.. meter.GroupBy];
        GroupPaths = [.. GroupBy.Select(paths.Add)];
    }

    public Meter Meter { get; }

    public int ValuePath { get; }

    public int AmountPath { get; }

    public string[] GroupBy { get; }

    public int[] GroupPaths { get; }
}
