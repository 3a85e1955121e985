using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace RevenueFunctions.Posting;

/// <summary>How a fee that was charged before its service is earned: evenly over the days of the service.</summary>
/// <param name="LegalEntityId">In whose books.</param>
/// <param name="InvoiceId">The invoice that charged it.</param>
/// <param name="Line">The invoice line.</param>
/// <param name="AccountId">Whom it was charged.</param>
/// <param name="Product">The product.</param>
/// <param name="From">First day of the service, in the account's time zone.</param>
/// <param name="To">Last day of the service.</param>
/// <param name="Amount">What was deferred, in the invoice's currency; below zero for a correction.</param>
/// <param name="Currency">Currency of the invoice.</param>
/// <param name="Rate">The rate that the invoice was booked at: what is deferred is not revalued.</param>
/// <param name="BooksCurrency">Currency of the books.</param>
/// <param name="Account">The account that it was deferred on.</param>
/// <param name="Dimensions">Dimensions of its revenue.</param>
/// <param name="Cuts">What credit notes took from it, in order of their days.</param>
/// <param name="IsCancelled">True when the invoice's entry was reversed: nothing of it is earned.</param>
/// <param name="Recognitions">What was recognised of it.</param>
public sealed record DeferredSchedule(
    string LegalEntityId,
    string InvoiceId,
    int Line,
    string AccountId,
    string Product,
    DateOnly From,
    DateOnly To,
    decimal Amount,
    string Currency,
    decimal Rate,
    string BooksCurrency,
    string Account,
    ImmutableSortedDictionary<string, string>? Dimensions = null,
    ImmutableArray<DeferralCut> Cuts = default,
    bool IsCancelled = false,
    ImmutableArray<Recognition> Recognitions = default)
{
    /// <summary>Absent reads as empty.</summary>
    public ImmutableArray<DeferralCut> Cuts { get; init; } = Cuts.IsDefault ? [] : Cuts;

    /// <summary>Absent reads as empty.</summary>
    public ImmutableArray<Recognition> Recognitions { get; init; } = Recognitions.IsDefault ? [] : Recognitions;

    /// <summary>What was recognised so far, in the invoice's currency.</summary>
    [JsonIgnore]
    public decimal Recognised => Recognitions.Sum(one => one.Amount);

    /// <summary>The same in the books' currency.</summary>
    [JsonIgnore]
    public decimal RecognisedBooked => Recognitions.Sum(one => one.Booked);

    /// <summary>
    /// What is earned by the end of a day, in the invoice's currency: counted from the beginning and rounded once, so that whatever periods it is
    /// recognised in, they add up to the cent.
    /// </summary>
    public decimal EarnedBy(DateOnly day)
    {
        if (IsCancelled)
        {
            return 0m;
        }

        var (earned, from, left) = Until(Cuts.Where(cut => cut.On <= day));
        return earned + Share(left, from, day);
    }

    /// <summary>An amount of it in the books' currency, at the rate that it was booked at.</summary>
    public decimal Booked(decimal amount) => ExchangeRates.Convert(amount, Rate, BooksCurrency);

    /// <summary>The cut of a credit on a day: what is not earned yet is never earned; what is left of the credit is taken back from revenue.</summary>
    public DeferralCut CutBy(string key, DateOnly day, decimal amount)
    {
        // Days before an earlier cut cannot be cut any more: what was left then was spread anew from there on.
        var on = Cuts.IsEmpty || Cuts[^1].On <= day ? day : Cuts[^1].On;
        var (_, from, left) = Until(Cuts);
        var unearned = IsCancelled ? 0m : left - Share(left, from, on);
        var taken = unearned >= 0m ? Math.Clamp(amount, 0m, unearned) : Math.Clamp(amount, unearned, 0m);
        var before = Amount - Cuts.Sum(cut => cut.Deferred);
        var booked = Booked(before) - Booked(before - taken);
        return new DeferralCut(key, on, taken, amount - taken, booked, Booked(amount - taken));
    }

    /// <summary>True when nothing is left to recognise, whatever day it is.</summary>
    public bool IsDoneBy(DateOnly day) => (IsCancelled || day >= To) && Recognised == EarnedBy(day) && RecognisedBooked == Booked(EarnedBy(day));

    // What is earned by the day of the last of the cuts, and what is spread from there on.
    private (decimal Earned, DateOnly From, decimal Left) Until(IEnumerable<DeferralCut> cuts)
    {
        var (earned, from, left) = (0m, From, Amount);
        foreach (var cut in cuts)
        {
            var share = Share(left, from, cut.On);
            earned += share;
            left -= share + cut.Deferred;
            from = cut.On >= from ? cut.On.AddDays(1) : from;
        }

        return (earned, from, left);
    }

    private decimal Share(decimal amount, DateOnly from, DateOnly day)
    {
        if (day >= To)
        {
            return amount;
        }

        var (passed, all) = (day.DayNumber - from.DayNumber + 1, To.DayNumber - from.DayNumber + 1);
        return passed <= 0 ? 0m : Currencies.Round(new Money(amount * passed / all, Currency)).Amount;
    }
}
