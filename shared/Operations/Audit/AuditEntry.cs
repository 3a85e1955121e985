using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace RevenueFunctions.Operations;

/// <summary>One entry of the audit log. It names the hash of the entry before it, so that none can be changed, taken out or put in unseen.</summary>
/// <param name="Sequence">Its place, from 1 without gaps.</param>
/// <param name="At">When it was written.</param>
/// <param name="Kind">Whether the command was about to happen or has happened.</param>
/// <param name="RequestId">The request: joins the intent and its outcome.</param>
/// <param name="Subject">Who.</param>
/// <param name="Operation">What, as the OpenAPI document names it.</param>
/// <param name="Target">On which object, as the route names it.</param>
/// <param name="Status">The HTTP status of the answer; absent on an intent.</param>
/// <param name="Previous">Hash of the entry before; 64 zeros on the first one.</param>
/// <param name="Hash">Hash of all of the above.</param>
public sealed record AuditEntry(
    long Sequence,
    DateTimeOffset At,
    AuditKind Kind,
    string RequestId,
    string Subject,
    string Operation,
    string Target,
    int? Status,
    string Previous,
    string Hash)
{
    /// <summary>What the first entry names as the hash of the one before it.</summary>
    public static string NoHash { get; } = new('0', SHA256.HashSizeInBytes * 2);

    /// <summary>The entry that follows another (null: the first one).</summary>
    public static AuditEntry After(AuditHead? last, AuditFact fact, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(fact);
        var entry = new AuditEntry(
            (last?.Sequence ?? 0) + 1, at, fact.Kind, fact.RequestId, fact.Subject, fact.Operation, fact.Target, fact.Status, last?.Hash ?? NoHash, NoHash);
        return entry with { Hash = entry.Compute() };
    }

    /// <summary>The head of a log that ends with this entry.</summary>
    public AuditHead ToHead() => new(Sequence, Hash, At);

    /// <summary>
    /// The hash that the entry must have: SHA-256 in lower-case hex over the UTF-8 text of its fields. Each field is written with its length
    /// before it, so that nothing can be moved from one into its neighbour; the text does not depend on how the entry is stored.
    /// </summary>
    public string Compute()
    {
        var text = new StringBuilder("audit/1");
        foreach (var field in new[]
        {
            Number(Sequence), At.UtcDateTime.ToString("O", CultureInfo.InvariantCulture), Kind.ToString(), RequestId, Subject, Operation, Target,
            Status is { } status ? Number(status) : "-", Previous,
        })
        {
            text.Append('\n').Append(Number(field.Length)).Append(':').Append(field);
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
