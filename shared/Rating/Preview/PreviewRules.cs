using System.Collections.Immutable;
using System.Globalization;
using RevenueFunctions.Catalog;

namespace RevenueFunctions.Rating;

/// <summary>What a price that is tried out, and what it is applied to, must fulfil.</summary>
internal static class PreviewRules
{
    private const int MostQuantities = 1_000;
    private const int MostEvents = 10_000;

    /// <summary>True when it can be rated.</summary>
    public static bool Check(PreviewSubject subject, CatalogIssues issues)
    {
        var before = issues.All.Length;
        Price(subject.Of("price"), subject.Price, issues);
        Windows(subject, issues);
        Amount(subject, issues);
        if (subject.Coverage is { } coverage)
        {
            Coverage(subject.Of("coverage"), coverage, issues);
        }

        var needsTime = subject.Price is BucketedPrice or TimeWeightedGraduatedPrice || NeedsCoverage(subject);
        Events(subject.Of("events"), subject.Events, needsTime, issues);
        if (subject.Prior is { } prior)
        {
            Events(subject.Of("prior.events"), prior.Events, needsTime, issues);
        }

        issues.Require(subject.Coverage is not null || !NeedsCoverage(subject), subject.Of("coverage"), "missing",
            "A level over time is weighted by the part of the period that it lasted.", "Send a coverage.");
        return issues.All.Length == before;
    }

    /// <summary>The part of a period.</summary>
    public static void Coverage(string path, PreviewCoverage part, CatalogIssues issues)
    {
        issues.Require(BillingCalendar.IsTimeZone(part.TimeZone), $"{path}.timeZone", "unknown-time-zone", $"'{CatalogIssues.Shown(part.TimeZone)}' is no time zone.",
            "Send an IANA zone, such as \"Europe/Berlin\".");
        issues.Require(part.PeriodTo - part.PeriodFrom >= TimeSpan.FromDays(1) && IsSound(part.PeriodFrom) && IsSound(part.PeriodTo), $"{path}.periodTo", "out-of-range",
            "The period is shorter than a day.", "Send a period of a day or more, from 1970 on.");
        issues.Require(part.From >= part.PeriodFrom && part.To <= part.PeriodTo && part.From <= part.To, $"{path}.from", "out-of-range",
            "The part does not lie within the period.", "Send periodFrom <= from <= to <= periodTo.");
    }

    /// <summary>The events, and that their time is known where the price goes by it.</summary>
    public static bool Events(string path, ImmutableArray<PreviewEvent> events, bool needsTime, CatalogIssues issues)
    {
        var sound = issues.Require(events.Length <= MostEvents, path, "too-many", "The request tries too much at once.", $"Send at most {MostEvents} events.");
        for (var at = 0; at < events.Length && sound; at++)
        {
            var element = string.Create(CultureInfo.InvariantCulture, $"{path}[{at}]");
            sound = issues.Require(events[at] is not null && events[at].Group?.All(pair => pair.Value is not null) != false, element, "null",
                    "The element is null.", "Send a value or leave the element out.")
                && issues.Require(events[at].Quantity is not null || events[at].Amount is not null, element, "missing", "The event has neither quantity nor amount.", "Send at least one of them.")
                && issues.Require(events[at].Time is not null || !needsTime, $"{element}.time", "missing", "The price goes by the time of each event.", "Send the time.")
                && issues.Require(events[at].Time is not { } time || IsSound(time), $"{element}.time", "out-of-range", "The time is out of range.", "Send a time from 1970 on.");
        }

        return sound;
    }

    private static bool NeedsCoverage(PreviewSubject subject) => subject.Price is TimeWeightedGraduatedPrice
        || ((!subject.Events.IsEmpty || subject.Prior is { Events.IsEmpty: false })
            && !Pricing.NeedsEvents(subject.Price)
            && subject.Aggregation is PreviewAggregation.TimeWeighted or PreviewAggregation.WeightedSum);

    private static void Amount(PreviewSubject subject, CatalogIssues issues)
    {
        var kinds = (subject.Quantities.IsEmpty ? 0 : 1) + (subject.HasEvents ? 1 : 0) + (subject.Windows.IsEmpty ? 0 : 1);
        issues.Require(kinds <= 1, subject.Of("quantities"), "one-of", "The price cannot be applied to several kinds of usage at once.", "Send only one of 'quantities', 'events' and 'windows'.");
        issues.Require(kinds > 0 || subject.Price is FlatPrice || Pricing.NeedsEvents(subject.Price), subject.Of("quantities"), "missing", "A usage price needs quantities.",
            "Send at least one quantity, event or window.");
        issues.Require(subject.Quantities.Length <= MostQuantities, subject.Of("quantities"), "too-many", "The request tries too much at once.", $"Send at most {MostQuantities} quantities.");
        issues.Require(subject.Quantities.IsEmpty || subject.Price is not TimeWeightedGraduatedPrice, subject.Of("quantities"), "not-for-model", "A time-weighted price sees levels over time.", "Send 'events'.");
        issues.Require(subject.Prior?.Base is null || subject.Price.Commitment is not null, subject.Of("prior.base"), "no-commitment", "The price has no commitment that this would count towards.",
            "Leave 'base' out, or give the price a commitment.");
    }

    private static void Windows(PreviewSubject subject, CatalogIssues issues)
    {
        issues.Require(subject.Windows.Length <= MostQuantities, subject.Of("windows"), "too-many", "The request tries too much at once.", $"Send at most {MostQuantities} windows.");
        issues.Require(subject.Windows.IsEmpty || subject.Prior is null, subject.Of("prior"), "not-for-windows", "Each window is rated by itself.", "Leave 'prior' or 'windows' out.");
        for (var at = 0; at < subject.Windows.Length; at++)
        {
            var element = string.Create(CultureInfo.InvariantCulture, $"{subject.Of("windows")}[{at}]");
            if (issues.Require(subject.Windows[at] is not null, element, "null", "The element is null.", "Send a value or leave the element out.") && subject.Windows[at].Price is { } price)
            {
                Price($"{element}.price", price, issues);
            }

            issues.Require((subject.Windows[at]?.Price ?? subject.Price) is not TimeWeightedGraduatedPrice, element, "not-for-model",
                "A time-weighted price sees levels over time.", "Send 'events'.");
        }
    }

    private static void Price(string path, Price price, CatalogIssues issues)
    {
        if (NullRules.Check(path, price, issues))
        {
            PriceRules.Check(path, price, issues);
        }
    }

    private static bool IsSound(DateTimeOffset time) => time.Year is >= 1970 and < 9000;
}
