using System.Collections.Immutable;
using System.Globalization;
using RevenueFunctions.Catalog;
using RevenueFunctions.Validation;

namespace RevenueFunctions.Invoicing;

/// <summary>
/// Computes credit notes. Pure. Each note rounds its own amounts, by the jurisdiction's scope where they are tax; the note that takes the rest
/// of a line or of a tax class takes what is left of it to the last cent, so that all notes together are the invoice, exactly.
/// </summary>
public static class CreditNoteArithmetic
{
    /// <summary>The figures of the next note on an invoice.</summary>
    /// <param name="invoice">The invoice as it was issued.</param>
    /// <param name="before">The notes on it so far.</param>
    /// <param name="scope">How much to take back.</param>
    public static CreditComputation Compute(Invoice invoice, IEnumerable<CreditNoteAmounts> before, CreditScope scope)
    {
        ImmutableArray<CreditNoteAmounts> notes = [.. before];
        var left = CreditLeft.Of(invoice, notes);

        // An invoice of nothing but zeros is taken back by a note of nothing, once: its number stands, and so does the note's.
        return left.IsNothing && (notes.Length > 0 || scope is not CreditScope.Rest)
            ? new CreditComputation.NothingLeft()
            : scope switch
            {
                CreditScope.Rest or CreditScope.OfRatio { Ratio.IsWhole: true } => Rest(left),
                CreditScope.OfTotal total => OfTotal(left, total.Amount),
                CreditScope.OfRatio part => Computed(left, [.. invoice.Lines.Select(line => Part(left, line, part.Ratio))]),
                CreditScope.ByLine lines => ByLine(left, lines.Lines),
                _ => throw new ArgumentOutOfRangeException(nameof(scope), scope, "Unknown scope."),
            };
    }

    private static CreditComputation.Computed Rest(CreditLeft left)
    {
        ImmutableArray<CreditNoteLine> lines = [.. left.Invoice.Lines.Select(line => All(left, line)).Where(IsSomething)];
        return Finished(left, lines, [.. left.Invoice.Taxes.Select((_, at) => left.TaxAt(at)).Where(IsSomething)]);
    }

    /// <summary>An amount of the total is spread over the nets and the taxes that are left by largest remainder, so no cent is over or short.</summary>
    private static CreditComputation OfTotal(CreditLeft left, decimal amount)
    {
        if (amount == left.Total)
        {
            return Rest(left);
        }

        if (CheckAmount("amount", amount, left.Invoice.Currency, left.Total) is { } refused)
        {
            return refused;
        }

        var (lines, taxes) = (left.Invoice.Lines, left.Invoice.Taxes);

        // Lines of the other sign (corrections on an invoice, charges on a correction) are left to a note that names them.
        var sign = left.Total < 0m ? -1m : 1m;
        decimal[] standing = [.. lines.Select(line => left.NetOf(line.Number)), .. taxes.Select((_, at) => left.TaxAt(at).Amount)];
        var shares = LargestRemainder.Split(new Money(amount, left.Invoice.Currency), [.. standing.Select(one => one * sign > 0m ? one * sign : 0m)]);
        ImmutableArray<CreditNoteLine> credited = [.. lines.Select((line, at) => OfNet(left, line, shares[at])).Where(IsSomething)];
        return Finished(
            left,
            credited,
            [.. taxes.Select((tax, at) => tax with { Base = BaseOf(left, credited, tax), Amount = shares[lines.Length + at] }).Where(IsSomething)]);
    }

    private static CreditComputation ByLine(CreditLeft left, ImmutableArray<LineCredit> credits)
    {
        var lines = ImmutableArray.CreateBuilder<CreditNoteLine>(credits.Length);
        var numbers = new HashSet<int>();
        for (var at = 0; at < credits.Length; at++)
        {
            var (credit, path) = (credits[at], string.Create(CultureInfo.InvariantCulture, $"lines[{at}]"));
            if (left.Invoice.Lines.FirstOrDefault(one => one.Number == credit.Line) is not { } line)
            {
                return Invalid($"{path}.line", "unknown-line", $"The invoice has no line {credit.Line}.", "GET the invoice's lines and name one of their numbers.");
            }

            if (!numbers.Add(credit.Line))
            {
                return Invalid($"{path}.line", "line-named-twice", $"Line {credit.Line} is named twice.", "Name each line once, with the sum.");
            }

            if (credit.Amount is { } amount)
            {
                if (CheckAmount($"{path}.amount", amount, left.Invoice.Currency, left.AmountOf(credit.Line)) is { } refused)
                {
                    return refused;
                }

                lines.Add(OfAmount(left, line, amount));
            }
            else
            {
                lines.Add(credit.Ratio is { } ratio ? Part(left, line, ratio) : All(left, line));
            }
        }

        return Computed(left, [.. lines]);
    }

    private static CreditComputation Computed(CreditLeft left, ImmutableArray<CreditNoteLine> computed)
    {
        ImmutableArray<CreditNoteLine> lines = [.. computed.Where(IsSomething)];
        return lines.IsEmpty
            ? Invalid("lines", "nothing-to-credit", "Nothing of what was named is left, or it rounds to nothing.", "Credit more, or other lines.")
            : Finished(left, lines, TaxesOf(left, lines));
    }

    private static CreditComputation.Computed Finished(CreditLeft left, ImmutableArray<CreditNoteLine> lines, ImmutableArray<InvoiceTax> taxes)
    {
        var amounts = new CreditNoteAmounts(lines, taxes, []);
        amounts = new CreditNoteAmounts(lines, taxes, CreditsOf(left, amounts.Total));
        return new CreditComputation.Computed(amounts, left.After(amounts).IsNothing);
    }

    /// <summary>The note's own tax; all that is left of a tax once nothing is left of the lines it is on.</summary>
    private static ImmutableArray<InvoiceTax> TaxesOf(CreditLeft left, ImmutableArray<CreditNoteLine> lines)
    {
        var byNumber = lines.ToDictionary(line => line.Line);
        var own = OwnTaxes(left, lines);
        var taxes = ImmutableArray.CreateBuilder<InvoiceTax>();
        for (var at = 0; at < left.Invoice.Taxes.Length; at++)
        {
            var tax = left.Invoice.Taxes[at];
            List<decimal> after =
            [
                .. left.Invoice.Lines.Where(line => line.TaxClass == tax.TaxClass)
                    .Select(line => left.NetOf(line.Number) - (byNumber.GetValueOrDefault(line.Number)?.Net ?? 0m)),
            ];
            taxes.Add(after.TrueForAll(net => net == 0m)
                ? left.TaxAt(at)
                : tax with { Base = BaseOf(left, lines, tax), Amount = TaxWithin(own[at], left.TaxAt(at).Amount, after) });
        }

        return [.. taxes.Where(IsSomething)];
    }

    /// <summary>The note's tax by each rate, rounded where the jurisdiction rounds: each line, each rate, or all rates together.</summary>
    private static ImmutableArray<decimal> OwnTaxes(CreditLeft left, ImmutableArray<CreditNoteLine> lines)
    {
        ImmutableArray<decimal> exact = [.. left.Invoice.Taxes.Select(tax => BaseOf(left, lines, tax) * tax.Rate)];
        return left.Invoice.Taxes.Any(tax => tax.Rounding == TaxRounding.Total)
            ? Apportionment.Of(left.Invoice.Currency, exact, Round(left, exact.Sum()))
            : [.. left.Invoice.Taxes.Select((tax, at) => tax.Rounding == TaxRounding.Line && IsOnWholeClass(left, tax)
                ? lines.Where(line => line.TaxClass == tax.TaxClass).Sum(line => Round(left, line.Net * tax.Rate))
                : Round(left, exact[at]))];
    }

    /// <summary>Many small notes may round up what the invoice rounded once: none takes more tax than leaves the rest of the lines a tax of their own sign.</summary>
    private static decimal TaxWithin(decimal own, decimal left, List<decimal> netsAfter)
    {
        var most = netsAfter.TrueForAll(net => net >= 0m) ? Math.Min(own, left) : own;
        return netsAfter.TrueForAll(net => net <= 0m) ? Math.Max(most, left) : most;
    }

    /// <summary>Prepaid credit comes back before money, what was drawn last first.</summary>
    private static ImmutableArray<InvoiceCredit> CreditsOf(CreditLeft left, decimal total)
    {
        var back = ImmutableArray.CreateBuilder<InvoiceCredit>();
        for (var at = left.Invoice.Credits.Length - 1; at >= 0 && total > 0m; at--)
        {
            var amount = Math.Min(total, left.CreditAt(at));
            if (amount > 0m)
            {
                back.Add(left.Invoice.Credits[at] with { Amount = amount });
                total -= amount;
            }
        }

        return back.ToImmutable();
    }

    private static CreditNoteLine All(CreditLeft left, InvoiceLine line) => Line(line, left.AmountOf(line.Number), left.DiscountOf(line.Number));

    private static CreditNoteLine Part(CreditLeft left, InvoiceLine line, CreditRatio ratio) =>
        ratio.IsWhole ? All(left, line) : OfAmount(left, line, Capped(Round(left, ratio.Of(line.Amount)), left.AmountOf(line.Number)));

    private static CreditNoteLine OfAmount(CreditLeft left, InvoiceLine line, decimal amount) => amount == left.AmountOf(line.Number)
        ? All(left, line)
        : Line(line, amount, amount == 0m ? 0m : Capped(Round(left, line.Discount * amount / line.Amount), left.DiscountOf(line.Number)));

    private static CreditNoteLine OfNet(CreditLeft left, InvoiceLine line, decimal net)
    {
        if (net == left.NetOf(line.Number))
        {
            return All(left, line);
        }

        var discount = Capped(Round(left, left.DiscountOf(line.Number) * net / left.NetOf(line.Number)), left.DiscountOf(line.Number));
        return Line(line, net + discount, discount);
    }

    private static CreditNoteLine Line(InvoiceLine line, decimal amount, decimal discount) =>
        new(line.Number, line.Product, line.Description, line.TaxClass, amount, discount);

    private static bool IsSomething(CreditNoteLine line) => line.Amount != 0m || line.Discount != 0m;

    private static bool IsSomething(InvoiceTax tax) => tax.Base != 0m || tax.Amount != 0m;

    /// <summary>What of the note a tax is on: its class, or of that the share it has on the invoice, where the rate changed within the period.</summary>
    private static decimal BaseOf(CreditLeft left, ImmutableArray<CreditNoteLine> lines, InvoiceTax tax)
    {
        var net = lines.Where(line => line.TaxClass == tax.TaxClass).Sum(line => line.Net);
        return IsOnWholeClass(left, tax) ? net : Round(left, net * tax.Base / NetOf(left, tax));
    }

    private static bool IsOnWholeClass(CreditLeft left, InvoiceTax tax) => NetOf(left, tax) is var net && (net == 0m || net == tax.Base);

    private static decimal NetOf(CreditLeft left, InvoiceTax tax) => left.Invoice.Lines.Where(line => line.TaxClass == tax.TaxClass).Sum(line => line.Net);

    private static decimal Round(CreditLeft left, decimal amount) => Currencies.Round(new Money(amount, left.Invoice.Currency)).Amount;

    private static decimal Capped(decimal amount, decimal left) => left >= 0m ? Math.Clamp(amount, 0m, left) : Math.Clamp(amount, left, 0m);

    private static CreditComputation? CheckAmount(string path, decimal amount, string currency, decimal left)
    {
        if (decimal.Round(amount, Currencies.Decimals(currency)) != amount)
        {
            return Invalid(path, "below-minor-unit", $"{Text(amount)} has more decimals than {currency}.", $"Send an amount of {Currencies.Decimals(currency)} decimals.");
        }

        if (amount == 0m || (left != 0m && amount < 0m != left < 0m))
        {
            return Invalid(path, "wrong-sign", $"{Text(amount)} takes nothing back: {Text(left)} is left.", "Send an amount with the sign of what is left, other than zero.");
        }

        return Math.Abs(amount) <= Math.Abs(left)
            ? null
            : new CreditComputation.AboveLeft(
                [new ValidationIssue(path, "above-what-is-left", $"{Text(amount)} is more than the {Text(left)} that is left.", "Credit what is left or less.")]);
    }

    private static CreditComputation.Invalid Invalid(string path, string code, string message, string remedy) => new([new ValidationIssue(path, code, message, remedy)]);

    private static string Text(decimal amount) => amount.ToString(CultureInfo.InvariantCulture);
}
