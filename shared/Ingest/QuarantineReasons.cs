namespace RevenueFunctions.Ingest;

/// <summary>What a person is told about a quarantine reason.</summary>
public static class QuarantineReasons
{
    /// <summary>The stable kebab-case code, such as "unmapped-customer".</summary>
    public static string Code(QuarantineReason reason) => Text(reason).Code;

    /// <summary>What to do about it.</summary>
    public static string Remedy(QuarantineReason reason) => Text(reason).Remedy;

    /// <summary>The reason with this code, or null.</summary>
    public static QuarantineReason? Parse(string code)
    {
        foreach (var reason in Enum.GetValues<QuarantineReason>())
        {
            if (reason != QuarantineReason.None && Code(reason) == code)
            {
                return reason;
            }
        }

        return null;
    }

    private static (string Code, string Remedy) Text(QuarantineReason reason) => reason switch
    {
        QuarantineReason.InvalidUtf8 => ("invalid-utf8", "Send UTF-8. Discard these events once the producer has sent them again."),
        QuarantineReason.InvalidJson => ("invalid-json", "Send valid JSON. Discard these events once the producer has sent them again."),
        QuarantineReason.TooDeep => ("too-deep", "Nest objects and arrays at most 64 deep."),
        QuarantineReason.TooManyMembers => ("too-many-members", "Send at most 512 members in an object."),
        QuarantineReason.TooManyEvents => ("too-many-events", "Send at most 50,000 usage events in one hub event."),
        QuarantineReason.DuplicateKey => ("duplicate-key", "Name each member of an object once."),
        QuarantineReason.NotAnObject => ("not-an-object", "Send a JSON object, or an array of objects."),
        QuarantineReason.UnsupportedContentType => ("unsupported-content-type", "Send data as application/json."),
        QuarantineReason.UnrecognizedFormat => ("unrecognized-format", "Send CloudEvents 1.0, or add a source mapping whose match recognises this shape, then replay."),
        QuarantineReason.UnknownMapping => ("unknown-mapping", "Add the source mapping that the property 'mapping' names, then replay."),
        QuarantineReason.UnsupportedSpecVersion => ("unsupported-spec-version", "Send CloudEvents with specversion 1.0."),
        QuarantineReason.MissingField => ("missing-field", "Send the field named; every usage event needs source, id, type, time and subject."),
        QuarantineReason.WrongType => ("wrong-type", "Send the field named as the JSON type its specification gives it."),
        QuarantineReason.TextTooLong => ("text-too-long", "Shorten the field named: ids, types and subjects take 256 characters, sources 512, dimensions 256, counted values 1,024."),
        QuarantineReason.ControlCharacter => ("control-character", "Remove control characters from the field named."),
        QuarantineReason.InvalidText => ("invalid-text", "Send complete surrogate pairs in escaped text."),
        QuarantineReason.InvalidTime => ("invalid-time", "Send RFC 3339 times, such as 2026-10-01T12:00:00Z."),
        QuarantineReason.TimeWithoutZone => ("time-without-zone", "Send times with a zone: Z or an offset such as +02:00."),
        QuarantineReason.TimeTooOld => ("time-too-old", "Correct the producer's clock, or accept older usage in the ingest settings and replay."),
        QuarantineReason.TimeInFuture => ("time-in-future", "Correct the producer's clock, or replay when the time has come."),
        QuarantineReason.UnknownEventType => ("unknown-event-type", "Add the event type to the catalog, then replay."),
        QuarantineReason.SchemaViolation => ("schema-violation", "Correct the producer, or the event type's schema, then replay."),
        QuarantineReason.UnmappedCustomer => ("unmapped-customer", "Add the subject to the aliases of its account, then replay."),
        QuarantineReason.NoSubscription => ("no-subscription", "Add a subscription that covers the event's time, then replay."),
        QuarantineReason.NoRateCard => ("no-rate-card", "Add a rate card for the event's meter to a plan the account is on, then replay."),
        QuarantineReason.NoMeter => ("no-meter", "Add a meter for the event type, or exclude the type, then replay."),
        QuarantineReason.TooManyMeters => ("too-many-meters", "Let at most 40 meters read one event type, then replay."),
        QuarantineReason.MissingValue => ("missing-value", "Send the value that the meter reads, or make the schema require it."),
        QuarantineReason.NotANumber => ("not-a-number", "Send the meter's value as a JSON number."),
        QuarantineReason.NumberOutOfRange => ("number-out-of-range", "Send values of at most 1,000,000,000,000,000 in the meter's unit."),
        QuarantineReason.NumberNotExact => ("number-not-exact", "Send at most 28 significant digits and 28 decimals."),
        QuarantineReason.NegativeQuantity => ("negative-quantity", "Send values of zero or more, or let the meter allow negative corrections and replay."),
        QuarantineReason.ConflictingDuplicate => ("conflicting-duplicate", "Compare it with the record that was accepted first. Discard it, or have the producer send it under an id of its own."),
        QuarantineReason.LateUsage => ("late-usage", "Release it: 'bill' charges it on the next invoice, 'writeOff' names it there and charges nothing."),
        QuarantineReason.None => ("none", "Nothing to do."),
        _ => throw new ArgumentOutOfRangeException(nameof(reason)),
    };
}
