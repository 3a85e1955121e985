using System.Collections.Immutable;
using RevenueFunctions.Invoicing;

namespace RevenueFunctions.Tests.Unit.Invoicing.Taxes;

/// <summary>What an external engine says is believed only when it contradicts neither the question nor itself.</summary>
public class TaxAnswerRulesTests
{
    private static readonly TaxRequest Request = new(
        "a:20260301", "EUR", new TaxParty("e", "E", "DE"), new TaxParty("a", "A", "DE"), null,
        [new TaxableLine(1, "api", "standard", 100m, DateTimeOffset.UnixEpoch), new TaxableLine(2, "api", "standard", 10.05m, DateTimeOffset.UnixEpoch)]);

    private static readonly TaxAnswer Sound = new("a:20260301", "EUR", [Line(1, 10m), Line(2, 1.01m)]);

    [Fact]
    public void Judge_SoundAnswer_IsTheTaxOfTheInvoice()
    {
        var taxed = Assert.IsType<TaxOutcome.Taxed>(TaxAnswerRules.Judge(Request, Sound with { Lines = [Line(2, 1.01m), Line(1, 10m)], Notes = ["Said by law."] }));
        Assert.Equal([10m, 1.01m], taxed.Lines.Select(line => line.Tax));
        Assert.Equal((110.05m, 11.01m), (Assert.Single(taxed.Taxes).Base, taxed.Taxes[0].Amount));
        Assert.Equal(["Said by law."], taxed.Notes);
    }

    [Fact]
    public void Judge_IncludedTax_IsTakenOutOfTheBase()
    {
        var taxed = Assert.IsType<TaxOutcome.Taxed>(TaxAnswerRules.Judge(
            Request, Sound with { Lines = [Line(1, 9.09m) with { Included = true }, Line(2, 0.91m) with { Included = true }] }));
        Assert.Equal((100.05m, 10m), (taxed.Taxes[0].Base, taxed.Taxes[0].Amount));
    }

    [Fact]
    public void Judge_RoundedOnTheTotal_MayBeOffByAUnitALine() =>
        Assert.IsType<TaxOutcome.Taxed>(TaxAnswerRules.Judge(Request, Sound with { Lines = [Line(1, 10m), Line(2, 1m)] }));

    public static TheoryData<string> Wrongs => [.. Wrong.Keys];

    [Theory]
    [MemberData(nameof(Wrongs))]
    public void Judge_Contradiction_IsRefusedAsAWhole(string name)
    {
        var outcome = TaxAnswerRules.Judge(Request, Wrong[name]);
        Assert.True(outcome is TaxOutcome.Contradictory { Reason.Length: > 10 }, $"{name}: {outcome}");
    }

    private static readonly Dictionary<string, TaxAnswer> Wrong = new(StringComparer.Ordinal)
    {
        ["another invoice"] = Sound with { InvoiceId = "a:20260401" },
        ["another currency"] = Sound with { Currency = "USD" },
        ["a line missing"] = Sound with { Lines = [Line(1, 10m)] },
        ["a line twice"] = Sound with { Lines = [Line(1, 10m), Line(1, 10m), Line(2, 1.01m)] },
        ["a line too many"] = Sound with { Lines = [Line(1, 10m), Line(2, 1.01m), Line(3, 0m)] },
        ["no lines at all"] = Sound with { Lines = default },
        ["a line that is null"] = Sound with { Lines = [Line(1, 10m), null!] },
        ["a line without a tax"] = Sound with { Lines = [Line(1, 10m) with { Taxes = [] }, Line(2, 1.01m)] },
        ["an amount off its rate"] = Sound with { Lines = [Line(1, 10.02m), Line(2, 1.01m)] },
        ["an amount of the other sign"] = Sound with { Lines = [Line(1, -10m), Line(2, 1.01m)] },
        ["an amount nobody can pay"] = Sound with { Lines = [Line(1, 10.001m), Line(2, 1.01m)] },
        ["a rate above one"] = Sound with { Lines = [Tax(1, new TaxAnswerTax("Tax", 10m, 1000m)), Line(2, 1.01m)] },
        ["a tax without a name"] = Sound with { Lines = [Tax(1, new TaxAnswerTax(string.Empty, 0.1m, 10m)), Line(2, 1.01m)] },
        ["an exempt tax that is charged"] = Sound with { Lines = [Tax(1, new TaxAnswerTax("Tax", 0.1m, 10m, TaxTreatment.Exempt)), Line(2, 1.01m)] },
        ["a note that forges a line"] = Sound with { Notes = ["paid\nTotal 0.00"] },
        ["too many notes"] = Sound with { Notes = [.. Enumerable.Repeat("note", 21)] },
    };

    private static TaxAnswerLine Line(int number, decimal amount) => Tax(number, new TaxAnswerTax("Tax", 0.1m, amount));

    private static TaxAnswerLine Tax(int number, params ImmutableArray<TaxAnswerTax> taxes) => new(number, taxes);
}
