using static RevenueFunctions.Tests.Acceptance.ContractCatalog;

namespace RevenueFunctions.Tests.Acceptance;

/// <summary>Contracts as they are really signed: what each invoice charges when they change, also when the change becomes known late.</summary>
public class When_a_contract_is_amended(ContractFabric fabric) : IClassFixture<ContractFabric>
{
    private FabricHost Host => fabric.Host;

    [Fact]
    public async Task Should_credit_the_rest_of_the_old_plan_and_charge_the_new_one_on_an_upgrade()
    {
        await AddAsync(Host, "up", "small");
        Assert.Equal(["recurring fee 0101-0201 x1 31.00", "recurring fee 0201-0301 x1 31.00"], await CloseAsync(Host, "up", "20260101"));
        await RecordAsync("up", """{"id":"a","kind":"plan","effectiveAt":"2026-02-15T00:00:00+01:00","planKey":"large","planVersion":1}""");

        // February has 28 days: 14 of them on each plan; 31.00 was charged for the whole of it in January.
        Assert.Equal(
            ["recurring fee 0301-0401 x1 93.00", "correction fee 0201-0301 x1 -31.00", "correction fee 0201-0215 x1 15.50", "correction fee 0215-0301 x1 46.50"],
            await CloseAsync(Host, "up", "20260201"));
        Assert.Equal(["recurring fee 0401-0501 x1 93.00"], await CloseAsync(Host, "up", "20260301"));
    }

    [Fact]
    public async Task Should_give_back_what_a_downgrade_makes_cheaper()
    {
        await AddAsync(Host, "down", "large");
        await CloseAsync(Host, "down", "20260101");
        await RecordAsync("down", """{"id":"a","kind":"plan","effectiveAt":"2026-02-15T00:00:00+01:00","planKey":"small","planVersion":1}""");
        Assert.Equal(
            ["recurring fee 0301-0401 x1 31.00", "correction fee 0201-0301 x1 -93.00", "correction fee 0201-0215 x1 46.50", "correction fee 0215-0301 x1 15.50"],
            await CloseAsync(Host, "down", "20260201"));
    }

    [Fact]
    public async Task Should_prorate_seats_that_come_and_go_within_a_period()
    {
        // Arrears, so nothing is corrected: 4 seats for 10 of 31 days, 6 for 11 (5 at 31.00, 1 at 15.50), 2 for 10.
        await AddAsync(Host, "seats", "team", ", \"quantities\": {\"seats\": \"4\"}");
        await RecordAsync("seats", """{"id":"a","kind":"quantity","effectiveAt":"2026-01-11T00:00:00+01:00","rateCard":"seats","quantity":"6"}""");
        await RecordAsync("seats", """{"id":"b","kind":"quantity","effectiveAt":"2026-01-22T00:00:00+01:00","rateCard":"seats","quantity":"2"}""");
        Assert.Equal(
            ["recurring seats 0101-0111 x4 40.00", "recurring seats 0111-0122 x6 60.50", "recurring seats 0122-0201 x2 20.00"],
            await CloseAsync(Host, "seats", "20260101"));
    }

    [Fact]
    public async Task Should_correct_closed_periods_once_when_a_quantity_is_backdated()
    {
        await AddAsync(Host, "late", "team", ", \"quantities\": {\"seats\": \"2\"}");
        Assert.Equal(["recurring seats 0101-0201 x2 62.00"], await CloseAsync(Host, "late", "20260101"));
        await CloseAsync(Host, "late", "20260201");
        const string Backdated = """{"id":"a","kind":"quantity","effectiveAt":"2026-01-01T00:00:00+01:00","rateCard":"seats","quantity":"3"}""";
        await RecordAsync("late", Backdated);
        Assert.Equal(200, (await AmendAsync(Host, "late", Backdated)).Status);
        Assert.Equal(
            [
                "recurring seats 0301-0401 x3 93.00", "correction seats 0101-0201 x2 -62.00", "correction seats 0201-0301 x2 -62.00",
                "correction seats 0101-0201 x3 93.00", "correction seats 0201-0301 x3 93.00",
            ],
            await CloseAsync(Host, "late", "20260301"));
        Assert.Equal(["recurring seats 0401-0501 x3 93.00"], await CloseAsync(Host, "late", "20260401"));
    }

    [Fact]
    public async Task Should_rate_the_usage_of_closed_periods_again_once_when_a_price_version_is_backdated()
    {
        await AddAsync(Host, "metered", "metered");
        await UseAsync(Host, "metered", "20260101", "2026-01-05T12:00:00Z", "2026-01-06T12:00:00Z", "2026-01-20T12:00:00Z");
        Assert.Equal(["usage requests 0101-0201 x3 3.00"], await CloseAsync(Host, "metered", "20260101"));
        await UseAsync(Host, "metered", "20260201", "2026-02-10T12:00:00Z");
        Assert.Equal(["usage requests 0201-0301 x1 1.00"], await CloseAsync(Host, "metered", "20260201"));
        await RecordAsync("metered", """{"id":"a","kind":"plan","effectiveAt":"2026-01-15T00:00:00+01:00","planKey":"metered","planVersion":2}""");

        // Two requests before the new price and one after it in January, one in February: 2.00 + 3.00 and 3.00 are due, 3.00 and 1.00 were billed.
        await UseAsync(Host, "metered", "20260301", "2026-03-10T12:00:00Z");
        Assert.Equal(
            [
                "usage requests 0301-0401 x1 3.00", "correction requests 0101-0201 x-3 -3.00", "correction requests 0101-0115 x2 2.00", "correction requests 0115-0201 x1 3.00",
                "correction requests 0201-0301 x-1 -1.00", "correction requests 0201-0301 x1 3.00",
            ],
            await CloseAsync(Host, "metered", "20260301"));
        Assert.Empty(await CloseAsync(Host, "metered", "20260401"));

        // Taken back again, also into the past: everything is due at the old price, and what was billed since is known.
        await RecordAsync("metered", """{"id":"b","kind":"plan","effectiveAt":"2026-01-15T00:00:00+01:00","planKey":"metered","planVersion":1}""");
        Assert.Equal(
            [
                "correction requests 0101-0115 x-2 -2.00", "correction requests 0115-0201 x-1 -3.00", "correction requests 0101-0201 x3 3.00",
                "correction requests 0201-0301 x-1 -3.00", "correction requests 0201-0301 x1 1.00",
                "correction requests 0301-0401 x-1 -3.00", "correction requests 0301-0401 x1 1.00",
            ],
            await CloseAsync(Host, "metered", "20260501"));
        Assert.Empty(await CloseAsync(Host, "metered", "20260601"));
        var breaks = await Host.GetAsync("/api/v1/reconciliation/breaks");
        Assert.DoesNotContain("metered:", breaks.Json!.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Should_not_charge_again_what_a_credit_note_forgave_when_a_price_version_is_backdated()
    {
        await AddAsync(Host, "forgiven", "metered");
        await UseAsync(Host, "forgiven", "20260101", "2026-01-05T12:00:00Z");
        await CloseAsync(Host, "forgiven", "20260101");
        await UseAsync(Host, "forgiven", "20260201", "2026-02-10T12:00:00Z");
        await CloseAsync(Host, "forgiven", "20260201");
        await ForgiveAsync("forgiven:20260101");
        await RecordAsync("forgiven", """{"id":"a","kind":"plan","effectiveAt":"2026-01-01T00:00:00+01:00","planKey":"metered","planVersion":2}""");
        Assert.Equal(["correction requests 0201-0301 x-1 -1.00", "correction requests 0201-0301 x1 3.00"], await CloseAsync(Host, "forgiven", "20260301"));
        await ForgiveAsync("forgiven:20260301");
        Assert.Empty(await CloseAsync(Host, "forgiven", "20260401"));
    }

    [Fact]
    public async Task Should_give_back_the_unused_part_of_a_fee_in_advance_when_the_contract_is_cancelled()
    {
        await AddAsync(Host, "gone", "small");
        await CloseAsync(Host, "gone", "20260101");
        await RecordAsync("gone", """{"id":"a","kind":"cancel","effectiveAt":"2026-02-08T00:00:00+01:00","reason":"moved away"}""");
        Assert.Equal(["correction fee 0201-0301 x1 -31.00", "correction fee 0201-0208 x1 7.75"], await CloseAsync(Host, "gone", "20260201"));
        Assert.Empty(await CloseAsync(Host, "gone", "20260301"));
        Assert.Equal("2026-02-08T00:00:00+01:00", (await Host.GetAsync("/api/v1/subscriptions/gone-1/timeline")).Json!["end"]!.ToString());
    }

    [Fact]
    public async Task Should_give_back_the_unused_part_when_the_contract_is_ended_the_plain_way()
    {
        await AddAsync(Host, "plain", "small");
        await CloseAsync(Host, "plain", "20260101");
        Assert.Equal(200, (await Host.PostAsync("/api/v1/subscriptions/plain-1/end", """{"at":"2026-02-08T00:00:00+01:00"}""")).Status);
        Assert.Equal(["correction fee 0201-0301 x1 -31.00", "correction fee 0201-0208 x1 7.75"], await CloseAsync(Host, "plain", "20260201"));
    }

    [Fact]
    public async Task Should_charge_nothing_while_paused()
    {
        await AddAsync(Host, "rest", "team");
        await RecordAsync("rest", """{"id":"a","kind":"pause","effectiveAt":"2026-01-11T00:00:00+01:00"}""");
        await RecordAsync("rest", """{"id":"b","kind":"resume","effectiveAt":"2026-01-22T00:00:00+01:00"}""");
        Assert.Equal(["recurring seats 0101-0111 x1 10.00", "recurring seats 0122-0201 x1 10.00"], await CloseAsync(Host, "rest", "20260101"));
        var states = (await Host.GetAsync("/api/v1/subscriptions/rest-1/timeline")).Json!["segments"]!.AsArray().Select(one => one!["state"]!.ToString());
        Assert.Equal(["active", "paused", "active"], states);
    }

    [Fact]
    public async Task Should_charge_fees_from_the_end_of_the_trial()
    {
        await AddAsync(Host, "trial", "team", ", \"trialUntil\": \"2026-01-15T00:00:00+01:00\"");
        await RecordAsync("trial", """{"id":"a","kind":"trial","effectiveAt":"2026-01-10T00:00:00+01:00","trialUntil":"2026-01-22T00:00:00+01:00"}""");
        Assert.Equal(["recurring seats 0122-0201 x1 10.00"], await CloseAsync(Host, "trial", "20260101"));
    }

    [Fact]
    public async Task Should_charge_a_year_in_advance_and_give_back_what_is_left_of_it()
    {
        await AddAsync(Host, "year", "annual");
        Assert.Equal(["recurring year 0101-0101 x1 2399.95", "oneOff setup 0101-0102 x1 250.00"], await CloseAsync(Host, "year", "20260101"));
        await RecordAsync("year", """{"id":"a","kind":"cancel","effectiveAt":"2026-01-31T00:00:00+01:00"}""");

        // Case 41 of the worked cases: 30 of 365 days are 197.26, so 2202.69 are given back; the set-up is not.
        Assert.Equal(["correction year 0101-0101 x1 -2399.95", "correction year 0101-0131 x1 197.26"], await CloseAsync(Host, "year", "20260201"));
    }

    [Fact]
    public async Task Should_charge_a_one_off_charge_once_and_in_the_period_of_its_service_or_the_next_open_one()
    {
        await AddAsync(Host, "extra", "small");
        await CloseAsync(Host, "extra", "20260101");
        const string Charge = """{"product":"training","name":"Workshop","amount":"500.00","serviceDate":"2026-01-20"}""";
        Assert.Equal(201, (await Host.PutAsync("/api/v1/accounts/extra/charges/w1", Charge)).Status);
        Assert.Equal(200, (await Host.PutAsync("/api/v1/accounts/extra/charges/w1", Charge)).Status);
        Assert.Equal(409, (await Host.PutAsync("/api/v1/accounts/extra/charges/w1", Charge.Replace("500", "600", StringComparison.Ordinal))).Status);
        Assert.Equal(400, (await Host.PutAsync("/api/v1/accounts/extra/charges/w2", Charge.Replace("500.00", "0.001", StringComparison.Ordinal))).Status);
        Assert.Equal(["recurring fee 0301-0401 x1 31.00", "oneOff w1 0120-0121 x1 500.00"], await CloseAsync(Host, "extra", "20260201"));
        Assert.Equal(["recurring fee 0401-0501 x1 31.00"], await CloseAsync(Host, "extra", "20260301"));
        Assert.Equal("extra:20260201", (await Host.GetAsync("/api/v1/accounts/extra/charges")).Json!["items"]![0]!["invoiceId"]!.ToString());
    }

    [Fact]
    public async Task Should_record_one_of_two_contradicting_amendments_that_come_at_once()
    {
        await AddAsync(Host, "both", "small");
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(number => AmendAsync(
            Host, "both", $$"""{"id":"p{{number}}","kind":"pause","effectiveAt":"2026-01-1{{number}}T00:00:00+01:00"}""")));
        Assert.Equal(1, answers.Count(answer => answer.Status == 201));
        Assert.All(answers.Where(answer => answer.Status != 201), answer => Assert.Equal(400, answer.Status));
        Assert.Single((await Host.GetAsync("/api/v1/subscriptions/both-1/amendments")).Json!["items"]!.AsArray());
    }

    [Theory]
    [InlineData("""{"id":"x","kind":"cancel","effectiveAt":"2025-12-31T00:00:00Z"}""", 400, "effectiveAt", "before-the-subscription")]
    [InlineData("""{"id":"x","kind":"resume","effectiveAt":"2026-02-01T00:00:00Z"}""", 400, "effectiveAt", "not-paused")]
    [InlineData("""{"id":"x","kind":"quantity","effectiveAt":"2026-02-01T00:00:00Z","rateCard":"none","quantity":"1"}""", 400, "rateCard", "unknown-rate-card")]
    [InlineData("""{"id":"x","kind":"quantity","effectiveAt":"2026-02-01T00:00:00Z","rateCard":"fee","quantity":"-1"}""", 400, "quantity", "out-of-range")]
    [InlineData("""{"id":"x","kind":"quantity","effectiveAt":"2026-02-01T00:00:00Z","rateCard":"fee"}""", 400, "quantity", "missing")]
    [InlineData("""{"id":"x","kind":"pause","effectiveAt":"2026-02-01T00:00:00Z","planKey":"small"}""", 400, "planKey", "not-of-its-kind")]
    [InlineData("""{"id":"x","kind":"plan","effectiveAt":"2026-02-01T00:00:00Z","planKey":"none","planVersion":1}""", 400, "planKey", "unknown-plan")]
    [InlineData("""{"id":"x","kind":"plan","effectiveAt":"2026-02-01T00:00:00Z","planKey":"dollars","planVersion":1}""", 400, "planKey", "currency-mismatch")]
    [InlineData("""{"id":"x","kind":"trial","effectiveAt":"2026-02-01T00:00:00Z","trialUntil":"2026-01-15T00:00:00Z"}""", 400, "trialUntil", "ends-before-it-begins")]
    [InlineData("""{"id":"a:b","kind":"pause","effectiveAt":"2026-02-01T00:00:00Z"}""", 400, "id", "invalid-id")]
    [InlineData("""{"id":"known","kind":"pause","effectiveAt":"2026-02-02T00:00:00Z"}""", 409, "$", "immutable-version")]
    public async Task Should_refuse_what_makes_no_sense_by_naming_field_and_rule(string json, int status, string path, string code)
    {
        await AddAsync(Host, "wrong", "small");
        await AmendAsync(Host, "wrong", """{"id":"known","kind":"trial","effectiveAt":"2026-02-01T00:00:00Z","trialUntil":"2026-02-01T00:00:00Z"}""");
        var answer = await AmendAsync(Host, "wrong", json);
        Assert.Equal((status, path, code), (answer.Status, answer.Json!["errors"]?[0]?["path"]?.ToString(), answer.Json["errors"]?[0]?["code"]?.ToString()));
        Assert.Single((await Host.GetAsync("/api/v1/subscriptions/wrong-1/amendments")).Json!["items"]!.AsArray());
    }

    private async Task ForgiveAsync(string invoice)
    {
        await Host.UntilAsync($"/api/v1/sagas/invoice:{invoice}", saga => saga["saga"]!["state"]!.ToString() == "completed");
        Assert.Equal(201, (await Host.PostAsync($"/api/v1/invoices/{invoice}/credit-notes", """{"full":true,"reason":"Goodwill","id":"n"}""")).Status);
    }

    private async Task RecordAsync(string account, string json)
    {
        var answer = await AmendAsync(Host, account, json);
        Assert.True(answer.Status == 201, answer.Json?.ToJsonString());
    }
}
