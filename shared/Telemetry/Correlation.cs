using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;

namespace RevenueFunctions.Telemetry;

/// <summary>
/// The one id that follows revenue from usage to journal: "{account}:{period}", the id of the period's first invoice. What belongs to no
/// billing period (a grant, a recognition, an accrual) is followed by its posting key. Derived, never stored: every process and every
/// repeat comes to the same id, and to the same trace.
/// </summary>
public static class Correlation
{
    /// <summary>The name under which messages carry their traceparent.</summary>
    public const string TraceParent = "traceparent";

    private const string ReversalPrefix = "reversal:";

    /// <summary>The id of all that happens to an account's billing period.</summary>
    public static string OfPeriod(string accountId, string periodKey) => $"{accountId}:{periodKey}";

    /// <summary>The id of an invoice, its credit notes, payments and replacements: that of their period.</summary>
    public static string OfInvoice(string invoiceId)
    {
        ArgumentNullException.ThrowIfNull(invoiceId);
        var period = invoiceId.IndexOf(':', StringComparison.Ordinal) + 1;
        var end = invoiceId.IndexOf(':', period);
        return end < 0 ? invoiceId : invoiceId[..end];
    }

    /// <summary>The id of what a posting key or a saga id names. The reversal of an entry has the id of the entry.</summary>
    public static string OfKey(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        while (key.StartsWith(ReversalPrefix, StringComparison.Ordinal))
        {
            key = key[ReversalPrefix.Length..];
        }

        var kind = key.IndexOf(':', StringComparison.Ordinal);
        return kind > 0 && key.AsSpan(0, kind) is "invoice" or "creditnote" or "payment" ? OfInvoice(key[(kind + 1)..]) : key;
    }

    /// <summary>The trace of a correlation id.</summary>
    public static ActivityTraceId TraceIdOf(string correlationId) => RootOf(correlationId, ActivityTraceFlags.None).TraceId;

    /// <summary>
    /// The root of the trace: the parent of every span that has no other one in it. Nobody writes that span itself, because no process lives
    /// as long as a billing period.
    /// </summary>
    public static ActivityContext RootOf(string correlationId, ActivityTraceFlags flags)
    {
        ArgumentNullException.ThrowIfNull(correlationId);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(correlationId), hash);
        return new ActivityContext(ActivityTraceId.CreateFromBytes(hash[..16]), ActivitySpanId.CreateFromBytes(hash[16..24]), flags, null, isRemote: true);
    }

    /// <summary>
    /// The W3C traceparent that goes out with a message about the id: the span under way where it is in the id's trace, its root otherwise.
    /// </summary>
    public static string TraceParentOf(string correlationId)
    {
        var root = RootOf(correlationId, ActivityTraceFlags.None);
        return Activity.Current is { IdFormat: ActivityIdFormat.W3C } current && current.TraceId == root.TraceId
            ? current.Id!
            : $"00-{root.TraceId.ToHexString()}-{root.SpanId.ToHexString()}-00";
    }
}
