using System.Security.Cryptography;

namespace RevenueFunctions.Invoicing;

/// <summary>An order to credit an invoice.</summary>
/// <param name="Key">What whoever orders it calls it: the same key again is the same note.</param>
/// <param name="Scope">How much.</param>
/// <param name="Reason">Why; printed on the note.</param>
/// <param name="IsReversed">True when the books are put right by the reversal of the invoice's entry.</param>
/// <param name="Request">Hash of what was asked for.</param>
/// <param name="IsForgiven">True when the period stays billed: what is credited is not charged again.</param>
public sealed record CreditCommand(string Key, CreditScope Scope, string Reason, bool IsReversed, string Request, bool IsForgiven = false)
{
    /// <summary>The key of the note that takes all that is left, where nobody gave it another: there can only be one.</summary>
    public const string RestKey = "rest";

    /// <summary>All that is left, for a saga that reverses the posting itself.</summary>
    public static CreditCommand Reversal(string reason) => new(RestKey, new CreditScope.Rest(), reason, IsReversed: true, RestKey);

    /// <summary>All that is left; the period stays billed.</summary>
    public static CreditCommand Rest(string reason) => new(RestKey, new CreditScope.Rest(), reason, IsReversed: false, RestKey, IsForgiven: true);

    /// <summary>All that is left, because the period is billed anew.</summary>
    public static CreditCommand Rebill(string reason) => new(RestKey, new CreditScope.Rest(), reason, IsReversed: false, RestKey);

    /// <summary>What a request asks for. The reason is no part of its hash: said in other words it is the same note.</summary>
    public static CreditCommand Of(string key, CreditScope scope, string reason, CreditNoteRequest request) =>
        new(key, scope, reason, IsReversed: false, scope is CreditScope.Rest ? RestKey : HashOf(request), IsForgiven: true);

    private static string HashOf(CreditNoteRequest request) =>
        Convert.ToHexStringLower(SHA256.HashData(FabricJson.Bytes(request with { Reason = null, Id = null })).AsSpan(0, 16));
}
