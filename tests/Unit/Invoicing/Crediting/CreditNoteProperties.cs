using FsCheck;
using FsCheck.Fluent;
using RevenueFunctions.Catalog;
using RevenueFunctions.Invoicing;
using static RevenueFunctions.Tests.Unit.Invoicing.Crediting.CreditBench;

namespace RevenueFunctions.Tests.Unit.Invoicing.Crediting;

/// <summary>However an invoice is split into credit notes, together they are the invoice: line by line, tax by tax, and in total.</summary>
public class CreditNoteProperties
{
    private static readonly string[] Classes = ["books", "food", "standard"];

    private static readonly Gen<Charge> Charges =
        from cents in Gen.Frequency((8, Gen.Choose(0, 20_000)), (1, Gen.Choose(-5_000, -1)))
        from percent in Gen.Elements(0, 0, 10, 33, 100)
        from taxClass in Gen.Elements(Classes)
        select new Charge(cents / 100m, taxClass, cents <= 0 ? 0m : Math.Round(cents * percent / 10_000m, 2, MidpointRounding.AwayFromZero));

    private static readonly Gen<Invoice> Invoices =
        from count in Gen.Choose(1, 12)
        from charges in Charges.ListOf(count)
        from rounding in Gen.Elements(TaxRounding.Line, TaxRounding.Rate, TaxRounding.Total)
        from rates in Gen.Elements(0m, 0.07m, 0.19m, 0.2m, 0.0825m).ListOf(Classes.Length)
        from credit in Gen.Choose(0, 3_000).Select(cents => cents / 100m)
        let plain = Invoice(rounding, Classes.Zip(rates).ToDictionary(pair => pair.First, pair => pair.Second), [.. charges])
        let first = Math.Min(credit, Math.Max(plain.Total, 0m))
        let second = Math.Min(credit, Math.Max(plain.Total, 0m) - first)
        select plain with { Credits = [.. new[] { new InvoiceCredit("g1", "First", first), new InvoiceCredit("g2", "Second", second) }.Where(one => one.Amount > 0m)] };

    private static readonly Gen<int[]> Choices = Gen.Choose(0, int.MaxValue).ListOf(40).Select(numbers => numbers.ToArray());

    [Fact]
    public void Notes_OfAnySplit_SumToTheInvoiceExactly() =>
        Prop.ForAll(Arb.From(Gen.Zip(Invoices, Choices)), drawn => Check(drawn.Item1, Split(drawn.Item1, drawn.Item2)))
            .Hold(400);

    /// <summary>Credits at random until nothing is left; what is refused is drawn again as the rest of a line.</summary>
    private static List<CreditNoteAmounts> Split(Invoice invoice, int[] choices)
    {
        var notes = new List<CreditNoteAmounts>();
        for (var at = 0; at < choices.Length; at++)
        {
            if (CreditNoteArithmetic.Compute(invoice, notes, Scope(invoice, CreditLeft.Of(invoice, notes), choices[at])) is CreditComputation.Computed computed)
            {
                notes.Add(computed.Amounts);
            }
        }

        if (CreditNoteArithmetic.Compute(invoice, notes, new CreditScope.Rest()) is CreditComputation.Computed rest)
        {
            Assert.True(rest.IsLast);
            notes.Add(rest.Amounts);
        }

        return notes;
    }

    private static CreditScope Scope(Invoice invoice, CreditLeft left, int choice)
    {
        var line = 1 + (choice / 7 % invoice.Lines.Length);
        return (choice % 7) switch
        {
            0 => new CreditScope.OfTotal(Part(left.Total, choice)),
            1 => new CreditScope.OfRatio(new CreditRatio(1 + (choice / 7 % 31), 31)),
            2 => new CreditScope.ByLine([new LineCredit(line)]),
            3 => new CreditScope.ByLine([new LineCredit(line, Ratio: new CreditRatio(1m, 3m))]),
            _ => new CreditScope.ByLine([new LineCredit(line, Part(left.AmountOf(line), choice))]),
        };
    }

    private static decimal Part(decimal left, int choice) => Math.Round(left * (1 + (choice / 49 % 100)) / 100m, 2, MidpointRounding.ToZero);

    private static bool Check(Invoice invoice, List<CreditNoteAmounts> notes)
    {
        var left = CreditLeft.Of(invoice, notes);
        Assert.True(left.IsNothing, $"{left.Total} is left");
        foreach (var line in invoice.Lines)
        {
            var credited = notes.SelectMany(note => note.Lines).Where(one => one.Line == line.Number).ToList();
            Assert.Equal((line.Amount, line.Discount), (credited.Sum(one => one.Amount), credited.Sum(one => one.Discount)));
            Assert.All(credited, one => Assert.True(Math.Sign(one.Amount) == Math.Sign(line.Amount) || one.Amount == 0m, $"line {line.Number}: {one.Amount} of {line.Amount}"));
        }

        foreach (var tax in invoice.Taxes)
        {
            Assert.Equal(tax.Amount, notes.SelectMany(note => note.Taxes).Where(one => one.TaxClass == tax.TaxClass).Sum(one => one.Amount));
        }

        Assert.Equal(invoice.Total, notes.Sum(note => note.Total));
        Assert.True(notes.Sum(note => note.CreditsReturned) == invoice.Credits.Sum(credit => credit.Amount), "prepaid credit did not come back in full");
        Assert.All(notes, note => Assert.Equal(note.Lines.Sum(line => line.Net) + note.Taxes.Sum(tax => tax.Amount), note.Total));
        return true;
    }
}
