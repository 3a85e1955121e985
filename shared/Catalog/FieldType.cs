namespace RevenueFunctions.Catalog;

/// <summary>What a mapped field is read as.</summary>
public enum FieldType
{
    /// <summary>Text; numbers and booleans are taken as they are written.</summary>
    Text,

    /// <summary>A decimal number, also when it is written as text.</summary>
    Number,

    /// <summary>An instant: RFC 3339, or "yyyy-MM-dd HH:mm:ss" taken as UTC.</summary>
    Time,

    /// <summary>An instant in seconds since 1970 UTC.</summary>
    UnixSeconds,

    /// <summary>An instant in milliseconds since 1970 UTC.</summary>
    UnixMilliseconds,
}
