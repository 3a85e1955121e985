namespace RevenueFunctions.Ingest;

/// <summary>Why a usage event is in quarantine.</summary>
public enum QuarantineReason
{
    /// <summary>None: it is not in quarantine.</summary>
    None,

    /// <summary>The body is not UTF-8.</summary>
    InvalidUtf8,

    /// <summary>The body is not JSON.</summary>
    InvalidJson,

    /// <summary>Objects or arrays are nested deeper than 64.</summary>
    TooDeep,

    /// <summary>An object has more members than any usage event needs.</summary>
    TooManyMembers,

    /// <summary>An array has more elements than one hub event may carry.</summary>
    TooManyEvents,

    /// <summary>An object names a member twice, so readers would disagree on its value.</summary>
    DuplicateKey,

    /// <summary>The payload is neither an object nor an array of objects.</summary>
    NotAnObject,

    /// <summary>The content type is not JSON.</summary>
    UnsupportedContentType,

    /// <summary>Neither a CloudEvent nor a shape that a source mapping recognises.</summary>
    UnrecognizedFormat,

    /// <summary>The hub event names a source mapping that does not exist.</summary>
    UnknownMapping,

    /// <summary>A CloudEvents version other than 1.0.</summary>
    UnsupportedSpecVersion,

    /// <summary>A required field is absent or empty.</summary>
    MissingField,

    /// <summary>A field has another JSON type than it must have.</summary>
    WrongType,

    /// <summary>A text is longer than its limit.</summary>
    TextTooLong,

    /// <summary>A text contains a control character.</summary>
    ControlCharacter,

    /// <summary>A text contains half of a surrogate pair.</summary>
    InvalidText,

    /// <summary>A time is not RFC 3339, or names no instant.</summary>
    InvalidTime,

    /// <summary>A time has no zone, so it names no instant.</summary>
    TimeWithoutZone,

    /// <summary>The time is before the oldest usage that is accepted.</summary>
    TimeTooOld,

    /// <summary>The time is too far in the future.</summary>
    TimeInFuture,

    /// <summary>The catalog has no such event type.</summary>
    UnknownEventType,

    /// <summary>The data breaks the event type's schema.</summary>
    SchemaViolation,

    /// <summary>The subject is no alias of an account.</summary>
    UnmappedCustomer,

    /// <summary>The account has no subscription at the event's time.</summary>
    NoSubscription,

    /// <summary>No price plan of the account's subscriptions prices a meter of the event type.</summary>
    NoRateCard,

    /// <summary>No meter reads the event type.</summary>
    NoMeter,

    /// <summary>More meters read the event type than one atomic write can take.</summary>
    TooManyMeters,

    /// <summary>The data lacks the value that a meter reads.</summary>
    MissingValue,

    /// <summary>The value that a meter reads is not a number.</summary>
    NotANumber,

    /// <summary>A number is beyond what a quantity can hold.</summary>
    NumberOutOfRange,

    /// <summary>A number has more digits than a decimal holds, so that it would be changed silently.</summary>
    NumberNotExact,

    /// <summary>A negative value for a meter that takes none.</summary>
    NegativeQuantity,

    /// <summary>The same identity was accepted with different content or another time.</summary>
    ConflictingDuplicate,

    /// <summary>It came when its billing period was closed, and its contract has a person decide about that.</summary>
    LateUsage,
}
