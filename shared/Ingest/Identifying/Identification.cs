using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using RevenueFunctions.Catalog;

namespace RevenueFunctions.Ingest;

/// <summary>Finds whose usage an event is and how much of which meter: type, schema, account, period, contract, quantities.</summary>
internal sealed class Identification(IngestOptions options, TimeProvider clock)
{
    private static readonly SearchValues<byte> Blanks = SearchValues.Create(" \t\r\n"u8);
    private readonly long oldestMs = Math.Max(options.OldestUsage.ToUnixTimeMilliseconds(), 0);
    private readonly ArrayBufferWriter<byte> scratch = new(1024);
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
            Hash(item);
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

    // The source cannot contain a line feed (control characters are refused), so source and id cannot be cut in two ways.
    private void Hash(UsageItem item)
    {
        item.Identity = IdentityOf(item.Source.Span, item.Id.Span);
        scratch.ResetWrittenCount();
        scratch.Write(item.Type.Span);
        scratch.Write("\n"u8);
        scratch.Write(item.Subject.Span);
        scratch.Write("\n"u8);
        BinaryPrimitives.WriteInt64BigEndian(scratch.GetSpan(8), item.TimeMs);
        scratch.Advance(8);
        WriteWithoutBlanks(item.Data.Span);
        item.Content = ContentHash.Of(scratch.WrittenSpan);
    }

    /// <summary>The identity of an event: its source and id.</summary>
    public static UInt128 IdentityOf(ReadOnlySpan<byte> source, ReadOnlySpan<byte> id)
    {
        Span<byte> identity = stackalloc byte[((EventText.SourceCharacters + EventText.IdCharacters) * 4) + 1];
        source.CopyTo(identity);
        identity[source.Length] = (byte)'\n';
        id.CopyTo(identity[(source.Length + 1)..]);
        return Hash128.Of(identity[..(source.Length + 1 + id.Length)]);
    }

    // A producer that sends an event again may lay its JSON out differently: blanks between tokens do not make it another event.
    private void WriteWithoutBlanks(ReadOnlySpan<byte> json)
    {
        if (!json.ContainsAny(Blanks))
        {
            scratch.Write(json);
            return;
        }

        var to = scratch.GetSpan(json.Length);
        var length = 0;
        var inText = false;
        for (var at = 0; at < json.Length; at++)
        {
            var one = json[at];
            if (inText && one == '\\')
            {
                to[length++] = one;
                to[length++] = json[++at];
                continue;
            }

            inText ^= one == '"';
            if (inText || one is not ((byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n'))
            {
                to[length++] = one;
            }
        }

        scratch.Advance(length);
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
            MeterAggregation.Unique => ReadText(meter, found, out text),
            _ => ReadNumber(meter, found, out quantity),
        };
        if (fault != QuarantineReason.None)
        {
            item.Quarantine(fault, item.Type.Length == 0 ? null : Encoding.UTF8.GetString(item.Type.Span), $"{meter.Meter.Key}: {meter.Meter.Value}");
            return false;
        }

        if (source.Of(found, item) is not { } series)
        {
            return false;
        }

        item.AddMeasure(new Measure(series, quantity, text));
        return true;
    }

    private static QuarantineReason ReadNumber(MeterPlan meter, ReadOnlySpan<JsonValue> found, out decimal quantity)
    {
        quantity = 0m;
        if (meter.ValuePath < 0 || found[meter.ValuePath].IsAbsent)
        {
            return QuarantineReason.MissingValue;
        }

        var value = found[meter.ValuePath];
        if (value.Type != JsonTokenType.Number)
        {
            return QuarantineReason.NotANumber;
        }

        var fault = DecimalText.Parse(value.Bytes.Span, out var number);
        if (fault != QuarantineReason.None)
        {
            return fault;
        }

        return number < 0 && !meter.Meter.AllowNegative
            ? QuarantineReason.NegativeQuantity
            : Quantities.Convert(number, meter.Meter.Conversion, out quantity);
    }

    private static QuarantineReason ReadText(MeterPlan meter, ReadOnlySpan<JsonValue> found, out string? text)
    {
        text = null;
        if (meter.ValuePath < 0 || found[meter.ValuePath].IsAbsent)
        {
            return QuarantineReason.MissingValue;
        }

        if (!found[meter.ValuePath].IsScalar)
        {
            return QuarantineReason.WrongType;
        }

        var bytes = found[meter.ValuePath].Text().Span;
        if (bytes.Length > 4096)
        {
            return QuarantineReason.TextTooLong;
        }

        text = Encoding.UTF8.GetString(bytes);
        return QuarantineReason.None;
    }
}
