using System.Text;
using RevenueFunctions.Catalog;

namespace RevenueFunctions.Ingest;

/// <summary>Finds whose usage an event is and how much of which meter: type, schema, account, period, contract, quantities.</summary>
internal sealed class Identification(IngestOptions options, TimeProvider clock)
{
    private readonly long oldestMs = Math.Max(options.OldestUsage.ToUnixTimeMilliseconds(), 0);
    private readonly EventHashes hashes = new();
    private JsonValue[] values = new JsonValue[8];
    private long latestMs;

    /// <summary>Fixes the time window for the items that follow.</summary>
    public void Begin() => latestMs = (clock.GetUtcNow() + options.FutureTolerance).ToUnixTimeMilliseconds();

    /// <summary>Fills in what the item is billed as, or settles it as quarantined or excluded.</summary>
    public void Identify(UsageItem item, IngestCatalog catalog)
    {
        var type = catalog.Type(item.Type.Span);
        if (type is null)
        {
            item.Quarantine(QuarantineReason.UnknownEventType, EventText.Show(item.Type.Span, EventText.IdCharacters));
        }
        else if (type.Excluded is not null)
        {
            item.Exclude(type.Excluded);
        }
        else if (IsInWindow(item) && MeetsSchema(item, type) && FindAccount(item, catalog))
        {
            hashes.Hash(item);
            Measure(item, type);
        }
    }

    private bool IsInWindow(UsageItem item)
    {
        if (item.TimeMs >= oldestMs && item.TimeMs <= latestMs)
        {
            return true;
        }

        item.Quarantine(item.TimeMs < oldestMs ? QuarantineReason.TimeTooOld : QuarantineReason.TimeInFuture, EventText.Show(item.Source.Span));
        return false;
    }

    private static bool MeetsSchema(UsageItem item, TypeRoute type)
    {
        if (type.SchemaFault is not null)
        {
            item.Quarantine(QuarantineReason.SchemaViolation, type.Type, type.SchemaFault);
            return false;
        }

        if (type.Schema is null)
        {
            var isObject = item.Data.Span.TrimStart(" \t\r\n"u8) is [(byte)'{', ..];
            if (!isObject)
            {
                item.Quarantine(QuarantineReason.SchemaViolation, type.Type, "data: expected an object");
            }

            return isObject;
        }

        var fault = type.Schema.Validate(item.Data.Span);
        if (fault is not null)
        {
            item.Quarantine(QuarantineReason.SchemaViolation, type.Type, fault);
        }

        return fault is null;
    }

    private static bool FindAccount(UsageItem item, IngestCatalog catalog)
    {
        item.Account = catalog.AccountByAlias(item.Subject.Span);
        if (item.Account is null)
        {
            item.Quarantine(QuarantineReason.UnmappedCustomer, Encoding.UTF8.GetString(item.Subject.Span));
            return false;
        }

        item.Period = item.Account.PeriodAt(item.TimeMs);
        return true;
    }

    private void Measure(UsageItem item, TypeRoute type)
    {
        if (type.Meters.Length == 0 || type.Meters.Length > TypeRoute.MostMeters)
        {
            item.Quarantine(type.Meters.Length == 0 ? QuarantineReason.NoMeter : QuarantineReason.TooManyMeters, type.Type);
            return;
        }

        if (values.Length < type.Paths.Count)
        {
            values = new JsonValue[type.Paths.Count];
        }

        var found = values.AsSpan(0, type.Paths.Count);
        type.Paths.Find(item.Data, found);
        try
        {
            foreach (var meter in type.Meters)
            {
                if (item.Account!.SourceOf(meter, item.TimeMs) is { } source && !Measure(item, meter, source, found))
                {
                    return;
                }
            }
        }
        catch (InvalidOperationException)
        {
            // Thrown while unescaping: half of a surrogate pair.
            item.Quarantine(QuarantineReason.InvalidText);
            return;
        }

        if (item.MeasureCount == 0)
        {
            item.Quarantine(
                item.Account!.IsSubscribed(item.TimeMs) ? QuarantineReason.NoRateCard : QuarantineReason.NoSubscription, item.Account.Account.Id, type.Type);
        }
    }

    private static bool Measure(UsageItem item, MeterPlan meter, SeriesSource source, ReadOnlySpan<JsonValue> found)
    {
        var quantity = 1m;
        string? text = null;
        var fault = meter.Meter.Aggregation switch
        {
            MeterAggregation.Count => QuarantineReason.None,
            MeterAggregation.Unique => MeterReading.Text(meter, found, out text),
            _ => MeterReading.Number(meter, found, out quantity),
        };
        var (path, amount) = (meter.Meter.Value, (decimal?)null);
        if (fault == QuarantineReason.None)
        {
            (fault, path) = (MeterReading.Amount(meter, found, out amount), meter.Meter.Amount);
        }

        if (fault != QuarantineReason.None)
        {
            item.Quarantine(fault, item.Type.Length == 0 ? null : Encoding.UTF8.GetString(item.Type.Span), $"{meter.Meter.Key}: {path}");
            return false;
        }

        if (source.Of(found, item) is not { } series)
        {
            return false;
        }

        item.AddMeasure(new Measure(series, quantity, text, amount));
        return true;
    }
}
