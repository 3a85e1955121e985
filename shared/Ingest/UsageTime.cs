using System.Text;

namespace RevenueFunctions.Ingest;

/// <summary>The one way in which ingest reads times from outside.</summary>
public static class UsageTime
{
    /// <summary>Reads RFC 3339 with a zone, to the millisecond; false when it is no such time or beyond what can be represented.</summary>
    public static bool TryParse(string text, out DateTimeOffset? time)
    {
        time = null;
        if (Rfc3339.Parse(Encoding.UTF8.GetBytes(text), out var milliseconds) == QuarantineReason.None
            && milliseconds is >= -62_135_596_800_000 and <= 253_402_300_799_999)
        {
            time = DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
        }

        return time is not null;
    }
}
