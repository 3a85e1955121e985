namespace RevenueFunctions.Tests.Acceptance.Pricing;

/// <summary>A worked case: a request of the rating preview, and what its answer must say.</summary>
/// <param name="Name">The number on the fact sheet, or where the numbers come from, and what it shows.</param>
/// <param name="Request">JSON.</param>
/// <param name="Expected">
/// Each "path = values": the path names members of the answer, [] goes over every element; a number must be met exactly, and one after '~' to as
/// many decimals as it has.
/// </param>
public sealed record PricingCase(string Name, string Request, params string[] Expected)
{
    /// <summary>One result for each quantity.</summary>
    public static PricingCase Of(string name, string price, string quantities, string amounts, string more = "", string currency = "EUR") =>
        new(name, $$"""{"currency":"{{currency}}","price":{{price}},"quantities":[{{Quoted(quantities)}}]{{And(more)}}}""", "results[].amount = " + amounts);

    /// <summary>One result for events, each given by its quantity, in the order they happened.</summary>
    public static PricingCase OfEvents(string name, string price, string quantities, string amount, string more = "")
    {
        var events = quantities.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select((quantity, at) => $$"""{"quantity":"{{quantity}}","time":"2026-03-01T{{at:00}}:00:00Z"}""");
        return new(name, $$"""{"currency":"EUR","price":{{price}},"events":[{{string.Join(',', events)}}]{{And(more)}}}""", "results[].amount = " + amount);
    }

    /// <summary>One result for readings of a meter: "day value" pairs of a month that begins on 1 June 2026, 30 days long.</summary>
    public static PricingCase OfReadings(string name, string price, string readings, string amount, string more = "")
    {
        var events = readings.Split(", ").Select(reading => reading.Split(' ')).Select(pair => $$"""{"time":"2026-06-{{pair[0]}}:00:00Z","quantity":"{{pair[1]}}"}""");
        return new(
            name,
            $$"""{"currency":"EUR","price":{{price}},"events":[{{string.Join(',', events)}}],"coverage":{{Coverage("2026-06-01 2026-07-01 2026-06-01 2026-07-01")}}{{And(more)}}}""",
            "results[].amount = " + amount);
    }

    /// <summary>What is still to be billed after a part of the period was.</summary>
    public static PricingCase AfterBilled(string name, string price, string prior, string quantity, string amount, string more = "") =>
        Of(name, price, quantity, amount, $"\"prior\":{{{prior}}}{And(more)}");

    /// <summary>A fee for a part of a period: "period start, period end, from, to" in UTC unless a zone follows.</summary>
    public static PricingCase OfPart(string name, string price, string part, string amount, string more = "") =>
        new(name, $$"""{"currency":"EUR","price":{{price}},"coverage":{{Coverage(part)}}{{And(more)}}}""", "results[].amount = " + amount);

    /// <summary>A whole invoice.</summary>
    public static PricingCase OfInvoice(string name, string charges, string more, params string[] expected) =>
        new(name, $$"""{"currency":"EUR","charges":[{{charges}}]{{And(more)}}}""", expected);

    /// <summary>A charge of an amount.</summary>
    public static string Charge(string key, string amount, string taxClass = "standard", string? product = null) =>
        $$"""{"key":"{{key}}","amount":"{{amount}}","taxClass":"{{taxClass}}","product":"{{product ?? key}}"}""";

    /// <summary>Charges of amounts, with the keys a, b, c and so on.</summary>
    public static string Charges(string amounts) => string.Join(',', amounts.Split(' ').Select((amount, at) => Charge(((char)('a' + at)).ToString(), amount)));

    /// <summary>One rate of tax for everything.</summary>
    public static string Tax(string rate, string rounding = "line", bool inclusive = false) =>
        $$""" "taxes":{"rounding":"{{rounding}}","inclusive":{{(inclusive ? "true" : "false")}},"rates":[{"taxClass":"standard","name":"VAT","rate":"{{rate}}"}]} """;

    /// <summary>The coverage of "period start, period end, from, to[, zone]".</summary>
    public static string Coverage(string part)
    {
        var at = part.Split(' ');
        return $$"""{"periodFrom":"{{Time(at[0])}}","periodTo":"{{Time(at[1])}}","from":"{{Time(at[2])}}","to":"{{Time(at[3])}}","timeZone":"{{(at.Length > 4 ? at[4] : "Etc/UTC")}}"}""";
    }

    /// <inheritdoc/>
    public override string ToString() => Name;

    private static string Time(string text) => text.Contains('T', StringComparison.Ordinal) ? text + "Z" : text + "T00:00:00Z";

    private static string Quoted(string numbers) => string.Join(',', numbers.Split(' ').Select(number => $"\"{number}\""));

    private static string And(string more) => more.Length == 0 ? string.Empty : "," + more;
}
