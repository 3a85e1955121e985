namespace RevenueFunctions.Posting;

/// <summary>Texts of an ERP as they may be stored, logged and shown.</summary>
internal static class ErpText
{
    private const int CodeCharacters = 100;
    private const int ReasonCharacters = 1000;

    /// <summary>A code, such as "period-locked".</summary>
    public static string Code(string? text) => PrintableText.Of(text, CodeCharacters) is { Length: > 0 } code ? code : "no-code";

    /// <summary>A reason for a person.</summary>
    public static string Reason(string? text) => PrintableText.Of(text, ReasonCharacters) is { Length: > 0 } reason ? reason : "The ERP gave no reason.";
}
