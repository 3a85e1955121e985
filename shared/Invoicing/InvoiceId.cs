using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using RevenueFunctions.Storage;

namespace RevenueFunctions.Invoicing;

/// <summary>
/// The identity of an invoice: "{account}:{period}", and "{account}:{period}:2", ":3" … for the invoices that replace one that was
/// credited or dropped. Ids of accounts hold no colon, so the parts are never ambiguous.
/// </summary>
/// <param name="AccountId">Whom it is for.</param>
/// <param name="PeriodKey">The billing period, yyyyMMdd.</param>
/// <param name="Revision">From 1.</param>
public readonly record struct InvoiceId(string AccountId, string PeriodKey, int Revision = 1)
{
    /// <summary>Partition of all the account's invoices.</summary>
    internal string Partition => $"account:{TableKey.Escape(AccountId)}";

    /// <summary>Row suffix: sorts by period, then by revision.</summary>
    internal string Row => string.Create(CultureInfo.InvariantCulture, $"{PeriodKey}:{Revision:D4}");

    /// <summary>Reads an id; false when the text is none.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out InvoiceId? id)
    {
        ArgumentNullException.ThrowIfNull(text);
        id = null;
        var parts = text.Split(':');
        var revision = 1;
        if (parts.Length is < 2 or > 3
            || parts[0].Length is 0 or > 100
            || parts[1].Length != 8
            || !parts[1].All(char.IsAsciiDigit)
            || (parts.Length == 3 && !(int.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out revision) && revision is >= 2 and <= 9999)))
        {
            return false;
        }

        // One text for each id: "a:20260301:02" would be a second name of the same invoice.
        var read = new InvoiceId(parts[0], parts[1], revision);
        id = read.ToString() == text ? read : null;
        return id is not null;
    }

    /// <summary>Reads an id that the fabric made.</summary>
    /// <exception cref="FormatException">The text is none.</exception>
    public static InvoiceId Parse(string text) =>
        TryParse(text, out var id) ? id.Value : throw new FormatException($"'{text}' is no invoice id: it reads account:period, or account:period:revision.");

    /// <inheritdoc/>
    public override string ToString() =>
        Revision == 1 ? $"{AccountId}:{PeriodKey}" : string.Create(CultureInfo.InvariantCulture, $"{AccountId}:{PeriodKey}:{Revision}");
}
