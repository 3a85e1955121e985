using System.Collections.Immutable;
using System.Globalization;
using RevenueFunctions.Validation;

namespace RevenueFunctions.Catalog;

/// <summary>Collects what is wrong, with the checks that every kind of document shares.</summary>
internal sealed class CatalogIssues
{
    private const int IdCharacters = 100;
    private readonly List<ValidationIssue> invalid = [];
    private readonly List<ValidationIssue> conflicting = [];

    /// <summary>What is wrong in itself, or else what contradicts the store; null when nothing is wrong.</summary>
    public CatalogOutcome? Outcome =>
        invalid.Count > 0 ? new CatalogOutcome.Invalid([.. invalid, .. conflicting])
        : conflicting.Count > 0 ? new CatalogOutcome.Conflicting([.. conflicting])
        : null;

    /// <summary>Everything found.</summary>
    public ImmutableArray<ValidationIssue> All => [.. invalid, .. conflicting];

    /// <summary>Something is wrong in itself.</summary>
    public void Add(string path, string code, string message, string remedy) => invalid.Add(new ValidationIssue(path, code, message, remedy));

    /// <summary>Something contradicts what is stored and may not change.</summary>
    public void Conflict(string path, string code, string message, string remedy) =>
        conflicting.Add(new ValidationIssue(path, code, message, remedy));

    /// <summary>True when the condition holds; otherwise it is an issue.</summary>
    public bool Require(bool holds, string path, string code, string message, string remedy)
    {
        if (!holds)
        {
            Add(path, code, message, remedy);
        }

        return holds;
    }

    /// <summary>An id or key: part of URLs, table keys and invoice ids, where a colon or a slash would be taken for a separator.</summary>
    public bool Id(string path, string value) => Require(
        value.Length is > 0 and <= IdCharacters && char.IsLetterOrDigit(value[0]) && value[^1] != ' ' && value.All(IsIdCharacter),
        path,
        "invalid-id",
        $"'{Shown(value)}' is no id.",
        $"Use 1 to {IdCharacters} letters, digits, blanks and - _ . , @ + = ~ ( ) '; begin with a letter or a digit, do not end with a blank.");

    /// <summary>A text of 1 to so many characters without control characters.</summary>
    public bool Text(string path, string value, int maximum = 200) => Require(
        !string.IsNullOrWhiteSpace(value) && value.Length <= maximum && IsPlain(value),
        path,
        "invalid-text",
        string.IsNullOrWhiteSpace(value) ? "The text is empty." : $"'{Shown(value)}' is too long or has control characters.",
        string.Create(CultureInfo.InvariantCulture, $"Send 1 to {maximum} characters without control characters."));

    /// <summary>Up to so many texts.</summary>
    public void Texts(string path, ImmutableArray<string> values, int most)
    {
        Require(values.Length <= most, path, "too-many", $"The list has {values.Length} elements.", string.Create(CultureInfo.InvariantCulture, $"Send at most {most}."));
        for (var at = 0; at < values.Length; at++)
        {
            Text(string.Create(CultureInfo.InvariantCulture, $"{path}[{at}]"), values[at]);
        }
    }

    /// <summary>A dotted path into a JSON document.</summary>
    public bool DottedPath(string path, string value) => Require(
        value.Length is > 0 and <= 200 && IsPlain(value) && value.Split('.').All(part => part.Length > 0),
        path,
        "invalid-path",
        $"'{Shown(value)}' is no path.",
        "Write the names of the members from the root on, joined by dots, such as \"usage.bytes\".");

    /// <summary>A number within bounds.</summary>
    public bool Range(string path, decimal value, decimal least, decimal most) => Require(
        value >= least && value <= most,
        path,
        "out-of-range",
        string.Create(CultureInfo.InvariantCulture, $"{value} is out of range."),
        string.Create(CultureInfo.InvariantCulture, $"Send {least} to {most}."));

    /// <summary>A currency the fabric knows.</summary>
    public bool Currency(string path, string code) => Require(
        Currencies.IsKnown(code), path, "unknown-currency", $"'{Shown(code)}' is no currency.", "Send an ISO 4217 code in capitals, such as \"EUR\".");

    /// <summary>An amount that can be paid: no more decimals than its currency, which is known.</summary>
    public bool Payable(string path, decimal amount, string currency) => Require(
        decimal.Round(amount, Currencies.Decimals(currency)) == amount,
        path,
        "below-minor-unit",
        string.Create(CultureInfo.InvariantCulture, $"The amount has more decimals than {currency}."),
        string.Create(CultureInfo.InvariantCulture, $"Send at most {Currencies.Decimals(currency)} decimals."));

    /// <summary>A unit conversion: both factors above zero.</summary>
    public void Conversion(string path, UnitConversion? conversion)
    {
        if (conversion is not null)
        {
            Require(conversion.Multiply > 0, $"{path}.multiply", "out-of-range", "The factor is not above zero.", "Send a number above zero.");
            Require(conversion.DivideBy > 0, $"{path}.divideBy", "out-of-range", "The divisor is not above zero.", "Send a number above zero.");
        }
    }

    /// <summary>A stored version is never replaced by other content.</summary>
    public void Immutable<T>(string path, string what, T? stored, T wanted)
        where T : class
    {
        if (stored is not null && !CatalogDifference.AreSame(stored, wanted))
        {
            Conflict(path, "immutable-version", $"{what} is stored with other content.", "A version never changes: send it as the next version.");
        }
    }

    /// <summary>The value as it may be shown in a message: short and printable.</summary>
    public static string Shown(string value) => PrintableText.Of(value, 60);

    private static bool IsIdCharacter(char character) =>
        char.IsLetterOrDigit(character) || character is ' ' or '-' or '_' or '.' or ',' or '@' or '+' or '=' or '~' or '(' or ')' or '\'';

    private static bool IsPlain(string value)
    {
        for (var at = 0; at < value.Length; at++)
        {
            if (char.IsControl(value[at]) || (char.IsSurrogate(value[at]) && !char.IsSurrogatePair(value, at)))
            {
                return false;
            }

            at += char.IsHighSurrogate(value[at]) ? 1 : 0;
        }

        return true;
    }
}
