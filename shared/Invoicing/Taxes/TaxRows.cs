using System.Collections.Immutable;
using RevenueFunctions.Catalog;

namespace RevenueFunctions.Invoicing;

/// <summary>The taxes of an invoice while they are computed: a row for each class and rate, with the exact tax of every line it is charged on.</summary>
internal sealed class TaxRows(string currency)
{
    private readonly Dictionary<(string TaxClass, string Name, decimal Rate, TaxTreatment Treatment), Row> rows = [];
    private readonly Dictionary<TaxTable, Dictionary<string, ImmutableArray<Row>>> rowsOf = new(ReferenceEqualityComparer.Instance);
    private readonly List<(TaxableLine Line, decimal Rate, bool IsIncluded)> lines = [];

    /// <summary>Adds a line on which no tax is charged.</summary>
    public void AddUntaxed(TaxableLine line, TaxTreatment treatment, string name)
    {
        RowOf((line.TaxClass, name, 0m, treatment)).Add(lines.Count, 0m);
        lines.Add((line, 0m, false));
    }

    /// <summary>Adds a line that a table taxes; false when the table has no rate for its class.</summary>
    public bool TryAdd(TaxableLine line, TaxTable table)
    {
        if (!rowsOf.TryGetValue(table, out var byClass))
        {
            rowsOf[table] = byClass = table.Rates.GroupBy(rate => rate.TaxClass, StringComparer.Ordinal).ToDictionary(
                rates => rates.Key, rates => rates.Select(rate => RowOf((rate.TaxClass, rate.Name, rate.Rate, TaxTreatment.Charged))).ToImmutableArray(), StringComparer.Ordinal);
        }

        if (!byClass.TryGetValue(line.TaxClass, out var taxes))
        {
            return false;
        }

        var whole = 0m;
        foreach (var row in taxes)
        {
            whole += row.Rate;
        }

        foreach (var row in taxes)
        {
            // Multiplied before divided, so that 119 with 19 % inside holds 19 and not 18.9999.
            row.Add(lines.Count, table.Inclusive ? line.Amount * row.Rate / (1m + whole) : line.Amount * row.Rate);
        }

        lines.Add((line, whole, table.Inclusive));
        return true;
    }

    /// <summary>Rounds where the jurisdiction says, and shares what was rounded out to the lines.</summary>
    public TaxOutcome.Taxed Compute(TaxRounding rounding, ImmutableArray<string> notes)
    {
        List<Row> ordered = [.. rows.Where(row => row.Value.Lines.Count > 0).OrderBy(row => row.Key.TaxClass, StringComparer.Ordinal).ThenBy(row => row.Value.Order).Select(row => row.Value)];
        switch (rounding)
        {
            case TaxRounding.Line:
                ordered.ForEach(row => row.RoundLines(currency));
                break;
            case TaxRounding.Rate:
                ordered.ForEach(row => row.RoundTo(Round(row.Exact), currency));
                break;
            case TaxRounding.Total:
                var amounts = Apportionment.Of(currency, [.. ordered.Select(row => row.Exact)], Round(ordered.Sum(row => row.Exact)));
                for (var at = 0; at < ordered.Count; at++)
                {
                    ordered[at].RoundTo(amounts[at], currency);
                }

                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(rounding), rounding, "Unknown rounding scope.");
        }

        var ofLines = new decimal[lines.Count];
        ordered.ForEach(row => row.AddTo(ofLines));
        return new TaxOutcome.Taxed(
            [.. ordered.Select(row => row.ToTax(NetOf(row, ofLines), rounding))],
            [.. lines.Select((line, at) => new LineTax(line.Line.Number, line.Rate, ofLines[at], line.IsIncluded))],
            notes);
    }

    private decimal NetOf(Row row, decimal[] ofLines) =>
        row.Lines.Sum(at => lines[at].IsIncluded ? lines[at].Line.Amount - ofLines[at] : lines[at].Line.Amount);

    private decimal Round(decimal amount) => Currencies.Round(new Money(amount, currency)).Amount;

    private Row RowOf((string TaxClass, string Name, decimal Rate, TaxTreatment Treatment) key)
    {
        if (!rows.TryGetValue(key, out var row))
        {
            rows[key] = row = new Row(key, rows.Count);
        }

        return row;
    }

    private sealed class Row((string TaxClass, string Name, decimal Rate, TaxTreatment Treatment) key, int order)
    {
        private readonly List<int> at = [];
        private readonly List<decimal> exact = [];
        private ImmutableArray<decimal> rounded = [];

        public int Order => order;

        public decimal Rate => key.Rate;

        public IReadOnlyList<int> Lines => at;

        public decimal Exact { get; private set; }

        public void Add(int line, decimal tax)
        {
            at.Add(line);
            exact.Add(tax);
            Exact += tax;
        }

        public void RoundLines(string currency) => rounded = [.. exact.Select(tax => Currencies.Round(new Money(tax, currency)).Amount)];

        public void RoundTo(decimal amount, string currency) => rounded = Apportionment.Of(currency, exact, amount);

        public void AddTo(decimal[] ofLines)
        {
            for (var one = 0; one < at.Count; one++)
            {
                ofLines[at[one]] += rounded[one];
            }
        }

        public InvoiceTax ToTax(decimal net, TaxRounding rounding) => new(key.TaxClass, key.Name, key.Rate, net, rounded.Sum(), rounding, key.Treatment);
    }
}
