using System.Globalization;
using CsvHelper;

namespace RevenueFunctions.Local.Demo.Focus;

/// <summary>A billing export in the FinOps FOCUS 1.0 format, read as text: nothing is interpreted on the way in.</summary>
/// <param name="Name">The file's name.</param>
/// <param name="Rows">The rows, each by column.</param>
internal sealed record FocusFile(string Name, IReadOnlyList<IReadOnlyDictionary<string, string>> Rows)
{
    private static readonly string[] Needed =
        ["InvoiceIssuerName", "BillingCurrency", "SubAccountId", "SkuPriceId", "ListUnitPrice", "PricingQuantity", "ChargePeriodStart"];

    /// <summary>Reads the file.</summary>
    /// <exception cref="DemoException">It is no FOCUS export.</exception>
    public static FocusFile Read(string path)
    {
        if (!File.Exists(path))
        {
            throw new DemoException($"There is no file '{path}'. Name a FOCUS 1.0 export in CSV.");
        }

        using var csv = CsvReader.FromFile(path);
        csv.ReadHeader();
        var columns = csv.Headers.ToArray();
        var missing = Needed.Except(columns, StringComparer.Ordinal).ToList();
        if (missing.Count > 0)
        {
            throw new DemoException($"'{path}' is no FOCUS 1.0 export: it has no column {string.Join(", ", missing)}.");
        }

        var rows = new List<IReadOnlyDictionary<string, string>>();
        while (csv.Read())
        {
            var row = columns.ToDictionary(column => column, column => csv.GetString(column), StringComparer.Ordinal);

            // The standard has no row identity. Without one, the same row sent twice could not be told from two rows.
            row.TryAdd("Id", string.Create(CultureInfo.InvariantCulture, $"row-{rows.Count + 1}"));
            rows.Add(row);
        }

        return new FocusFile(Path.GetFileName(path), rows);
    }
}
