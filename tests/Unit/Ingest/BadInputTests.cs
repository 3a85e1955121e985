using System.Text;
using RevenueFunctions.Ingest;
using static RevenueFunctions.Tests.Unit.Ingest.IngestWorld;

namespace RevenueFunctions.Tests.Unit.Ingest;

/// <summary>Whatever a producer sends ends in quarantine with its reason, its bytes and a remedy; what is merely odd is accepted.</summary>
public sealed class BadInputTests
{
    private readonly IngestWorld world = new();

    public static TheoryData<string, string> Refused()
    {
        var good = Event("a");
        var cases = new TheoryData<string, string>
        {
            { "invalid-json", "" },
            { "invalid-json", "{" },
            { "invalid-json", "nonsense" },
            { "invalid-json", good + good },
            { "invalid-json", good + "," },
            { "invalid-json", $"[{good},]" },
            { "invalid-json", $"[{good} {good}]" },
            { "invalid-json", good.Replace("\"value\":1", "\"value\":NaN", StringComparison.Ordinal) },
            { "invalid-json", good.Replace("\"value\":1", "\"value\":Infinity", StringComparison.Ordinal) },
            { "invalid-json", good.Replace("\"value\":1", "\"value\":01", StringComparison.Ordinal) },
            { "invalid-json", good.Replace("\"value\":1", "\"value\":+1", StringComparison.Ordinal) },
            { "invalid-json", good.Replace("\"value\":1", "\"value\":1.", StringComparison.Ordinal) },
            { "invalid-json", good.Replace("\"value\":1", "'value':1", StringComparison.Ordinal) },
            { "invalid-json", "/* comment */" + good },
            { "invalid-json", good.Replace("/pods", "po\u0001ds", StringComparison.Ordinal) },
            { "invalid-json", "\uFEFF" + good },
            { "not-an-object", "null" },
            { "not-an-object", "1" },
            { "not-an-object", "\"text\"" },
            { "not-an-object", "true" },
            { "not-an-object", "[[]]" },
            { "unrecognized-format", "{}" },
            { "unrecognized-format", """{"id":"a","source":"s"}""" },
            { "duplicate-key", good.Replace("\"id\":\"a\"", "\"id\":\"a\",\"id\":\"b\"", StringComparison.Ordinal) },
            { "duplicate-key", good.Replace("\"id\":\"a\"", "\"id\":\"a\",\"\\u0069d\":\"b\"", StringComparison.Ordinal) },
            { "duplicate-key", good.Replace("\"value\":1", "\"value\":1,\"value\":2", StringComparison.Ordinal) },
            { "duplicate-key", good.Replace("\"value\":1", "\"value\":1,\"x\":[{\"y\":{\"longer-than-eight\":1,\"longer-than-eight\":2}}]", StringComparison.Ordinal) },
            { "too-deep", new string('[', 65) + new string(']', 65) },
            { "too-deep", good.Replace("\"value\":1", "\"value\":" + new string('[', 64) + new string(']', 64), StringComparison.Ordinal) },
            { "too-many-members", "{" + string.Join(',', Enumerable.Range(0, 513).Select(at => $"\"m{at}\":1")) + "}" },
            { "unsupported-spec-version", good.Replace("\"specversion\":\"1.0\"", "\"specversion\":\"0.3\"", StringComparison.Ordinal) },
            { "unsupported-spec-version", good.Replace("\"specversion\":\"1.0\"", "\"specversion\":1.0", StringComparison.Ordinal) },
            { "missing-field", good.Replace("\"id\":\"a\"", "\"id\":\"\"", StringComparison.Ordinal) },
            { "missing-field", good.Replace("\"id\":\"a\",", "", StringComparison.Ordinal) },
            { "missing-field", good.Replace("\"id\":\"a\"", "\"id\":null", StringComparison.Ordinal) },
            { "missing-field", good.Replace("\"source\":\"/pods\",", "", StringComparison.Ordinal) },
            { "missing-field", good.Replace("\"type\":\"api.request\",", "", StringComparison.Ordinal) },
            { "missing-field", good.Replace("\"subject\":\"acme-1\",", "", StringComparison.Ordinal) },
            { "missing-field", good.Replace("\"time\":\"2026-10-01T01:00:00.000\\u002B00:00\",", "", StringComparison.Ordinal) },
            { "wrong-type", good.Replace("\"id\":\"a\"", "\"id\":1", StringComparison.Ordinal) },
            { "wrong-type", good.Replace("\"source\":\"/pods\"", "\"source\":{\"a\":[1]}", StringComparison.Ordinal) },
            { "wrong-type", good.Replace("\"subject\":\"acme-1\"", "\"subject\":[\"acme-1\"]", StringComparison.Ordinal) },
            { "wrong-type", good.Replace("\"region\":\"eu\"", "\"region\":{}", StringComparison.Ordinal) },
            { "text-too-long", Event(new string('x', 257)) },
            { "text-too-long", Event("a", subject: new string('ß', 257)) },
            { "text-too-long", Event("a", source: new string('s', 513)) },
            { "text-too-long", Event(new string('x', 1_000_000)) },
            { "text-too-long", Event("a", region: new string('r', 257)) },
            { "control-character", Event("a\u0000b") },
            { "control-character", Event("a\u007F") },
            { "control-character", Event("a", source: "/po\tds") },
            { "control-character", Event("a", subject: "acme\u0085-1") },
            { "control-character", Event("a", type: "api\nrequest") },
            { "control-character", Event("a", region: "e\u0000u") },
            { "invalid-text", good.Replace("\"id\":\"a\"", "\"id\":\"\\ud800\"", StringComparison.Ordinal) },
            { "invalid-text", good.Replace("\"region\":\"eu\"", "\"region\":\"\\udc00\"", StringComparison.Ordinal) },
            { "invalid-text", good.Replace("\"region\"", "\"\\ud800\"", StringComparison.Ordinal) },
            { "unknown-event-type", Event("a", type: "api.unknown") },
            { "no-meter", Event("a", type: "unmetered") },
            { "no-rate-card", Event("a", type: "unpriced") },
            { "no-subscription", Event("a", subject: "idle-1") },
            { "no-subscription", Event("a", Start.AddYears(-2)) },
            { "unmapped-customer", Event("a", subject: "ACME-1") },
            { "unmapped-customer", Event("a", subject: "acme-1 ") },
            { "unmapped-customer", Event("a", subject: "İacme") },
            { "unmapped-customer", Event("a", subject: "=cmd|' /C calc'!A0") },
            { "unmapped-customer", Event("a", subject: "'; DROP TABLE usage; --/\\#?") },
            { "negative-quantity", Event("a", value: -0.000000000001m) },
            { "missing-value", good.Replace("\"value\":1,", "", StringComparison.Ordinal) },
            { "missing-value", good.Replace("\"value\":1", "\"value\":null", StringComparison.Ordinal) },
            { "not-a-number", good.Replace("\"value\":1", "\"value\":\"1\"", StringComparison.Ordinal) },
            { "not-a-number", good.Replace("\"value\":1", "\"value\":\"NaN\"", StringComparison.Ordinal) },
            { "not-a-number", good.Replace("\"value\":1", "\"value\":[1]", StringComparison.Ordinal) },
            { "number-out-of-range", good.Replace("\"value\":1", "\"value\":1e400", StringComparison.Ordinal) },
            { "number-out-of-range", good.Replace("\"value\":1", "\"value\":1e99999999999999", StringComparison.Ordinal) },
            { "number-out-of-range", good.Replace("\"value\":1", "\"value\":1000000000000001", StringComparison.Ordinal) },
            { "number-out-of-range", good.Replace("\"value\":1", "\"value\":123456789012345678901234567890", StringComparison.Ordinal) },
            { "number-not-exact", good.Replace("\"value\":1", "\"value\":1e-30", StringComparison.Ordinal) },
            { "number-not-exact", good.Replace("\"value\":1", "\"value\":1.00000000000000000000000000001", StringComparison.Ordinal) },
            { "schema-violation", good.Replace("\"data\":{\"value\":1,\"region\":\"eu\"}", "\"data\":[1]", StringComparison.Ordinal) },
            { "schema-violation", good.Replace("\"type\":\"api.request\"", "\"type\":\"strict\"", StringComparison.Ordinal) },
            { "schema-violation", Event("a", type: "strict", value: -1m, region: null) },
            { "unsupported-content-type", good.Replace("\"id\"", "\"datacontenttype\":\"text/xml\",\"id\"", StringComparison.Ordinal) },
            { "wrong-type", good.Replace("\"data\":{", "\"data_base64\":\"%%%\",\"data\":{", StringComparison.Ordinal) },
        };
        foreach (var (reason, time) in new[]
        {
            ("invalid-time", "yesterday"), ("invalid-time", "2026-13-01T00:00:00Z"), ("invalid-time", "2026-02-29T00:00:00Z"), ("invalid-time", "2026-10-01T24:00:00Z"),
            ("invalid-time", "2026-10-01 00:00:00Z"), ("invalid-time", "2026-10-01T00:00:00+2400"), ("invalid-time", "2026-10-01T00:00:00.Z"), ("invalid-time", "0000-01-01T00:00:00Z"),
            ("invalid-time", "2026-10-01T00:00:00Zz"), ("invalid-time", "2026-1-1T00:00:00Z"), ("time-without-zone", "2026-10-01T00:00:00"), ("time-without-zone", "2026-10-01T00:00:00.123"),
            ("time-too-old", "0001-01-01T00:00:00Z"), ("time-too-old", "1989-12-31T23:59:59.999Z"), ("time-too-old", "0001-01-01T00:00:00+14:00"),
            ("time-in-future", "9999-12-31T23:59:59Z"), ("time-in-future", "9999-12-31T23:59:59-14:00"), ("time-in-future", "2026-11-11T00:00:01Z"),
        })
        {
            cases.Add(reason, good.Replace("2026-10-01T01:00:00.000\\u002B00:00", time, StringComparison.Ordinal));
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task IngestAsync_BadEventAmongGoodOnes_IsQuarantinedWhole(string reason, string body)
    {
        var before = world.Enqueue(Event("before"));
        var bad = world.Enqueue(body);
        var after = world.Enqueue(Event("after"));
        await world.Ingest.IngestAsync("0", [before, bad, after]);

        var group = Assert.Single((await world.Quarantine.ListAsync(true, 10, null)).Groups);
        Assert.Equal(reason, group.Reason);
        Assert.NotEmpty(group.Remedy);
        var kept = Assert.Single((await world.Quarantine.EventsAsync(group.Id, 10, null)).Events);
        Assert.Equal(body.StartsWith("[[]]", StringComparison.Ordinal) ? "[]" : body, Encoding.UTF8.GetString(kept.Raw));
        Assert.Equal(2, (await world.RecordsAsync(world.October)).Count);
        Assert.NotNull(await world.Exceptions.FindAsync($"quarantine:{group.Id}"));
        await world.ShouldConserveAsync(world.October);
    }

    [Fact]
    public async Task IngestAsync_BytesThatAreNoUtf8_AreQuarantinedWhole()
    {
        byte[] body = [.. Encoding.UTF8.GetBytes("{\"a\":\""), 0xFF, 0xFE, .. Encoding.UTF8.GetBytes("\"}")];
        await world.Ingest.IngestAsync("0", [world.Enqueue(body)]);

        var group = Assert.Single((await world.Quarantine.ListAsync(true, 10, null)).Groups);
        Assert.Equal("invalid-utf8", group.Reason);
        Assert.Equal(body, Assert.Single((await world.Quarantine.EventsAsync(group.Id, 10, null)).Events).Raw);
    }

    [Fact]
    public async Task IngestAsync_EveryTruncationOfAnEvent_IsQuarantinedAndNothingThrows()
    {
        var good = Encoding.UTF8.GetBytes(Event("ünï\u20AC", region: "e\\u"));
        var events = Enumerable.Range(0, good.Length).Select(length => world.Enqueue(good[..length])).ToList();
        await world.Ingest.IngestAsync("0", events);

        var totals = Assert.Single(await world.Ledger.ConservationAsync()).Totals;
        Assert.Equal((good.Length, good.Length), (totals.UsageEvents, totals.Quarantined));
    }

    [Fact]
    public async Task IngestAsync_AnyByteReplaced_HasExactlyOneOutcome()
    {
        var good = Encoding.UTF8.GetBytes(Event("a"));
        var events = new List<HubEvent>();
        for (var at = 0; at < good.Length; at++)
        {
            foreach (var other in new byte[] { 0, (byte)'"', (byte)'{', (byte)'9', (byte)'\\', 0xC3 })
            {
                var changed = (byte[])good.Clone();
                changed[at] = other;
                events.Add(world.Enqueue(changed));
            }
        }

        await world.Ingest.IngestAsync("0", events);
        Assert.Equal(events.Count, Assert.Single(await world.Ledger.ConservationAsync()).Totals.UsageEvents);
        var periods = (await world.RecordsAsync(world.October)).Count;
        Assert.True(periods > 0);
        Assert.True(Assert.Single(await world.Ledger.ConservationAsync()).Closes);
    }

    [Theory]
    [InlineData("ünïcödé-Ω-🙂")]
    [InlineData("a/b\\c#d?e%f")]
    [InlineData("\u202Ereversed\u202C")]
    [InlineData("' OR 1=1 --")]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("=HYPERLINK(\"http://x\")")]
    [InlineData("../../etc/passwd")]
    [InlineData(" ")]
    public async Task IngestAsync_HostileButValidTexts_AreKeptExactly(string text)
    {
        await world.SendAsync(Event(text, source: text, region: text));

        var record = Assert.Single(await world.RecordsAsync(world.October));
        Assert.Equal((text, text, text), (record.Source, record.Id, record.Measures[0].Group["region"]));
        Assert.Equal(record, await world.Periods.FindRecordAsync(world.Acme, text, text, record.Time) is { } found ? found with { Measures = record.Measures } : null);
    }

    [Fact]
    public async Task IngestAsync_ComposedAndDecomposedIds_AreTwoEvents()
    {
        await world.SendAsync(Event("caf\u00E9"));
        await world.SendAsync(Event("cafe\u0301"));

        Assert.Equal(2, (await world.RecordsAsync(world.October)).Count);
    }

    [Theory]
    [InlineData("-0", 0)]
    [InlineData("0.0", 0)]
    [InlineData("1.000000000000000000000000000000000000", 1)]
    [InlineData("1E2", 100)]
    [InlineData("0.5e1", 5)]
    [InlineData("1000000000000000", 1000000000000000)]
    [InlineData("5e-13", 0.000000000001)]
    public async Task IngestAsync_NumbersInOddForms_AreReadExactly(string number, double expected)
    {
        await world.SendAsync(Event("a").Replace("\"value\":1", $"\"value\":{number}", StringComparison.Ordinal));

        Assert.Equal((decimal)expected, await world.QuantityAsync(world.October));
    }

    [Fact]
    public async Task IngestAsync_ArrayBeyondItsLimit_IsQuarantinedAsOne()
    {
        var hub = world.Enqueue("[" + string.Join(',', Enumerable.Repeat("1", EventDecoder.MostEvents + 1)) + "]");
        await world.Ingest.IngestAsync("0", [hub]);

        Assert.Equal("too-many-events", Assert.Single((await world.Quarantine.ListAsync(true, 10, null)).Groups).Reason);
        Assert.Equal([UsageOutcome.Quarantined], await world.OutcomesAsync(hub));
    }

    [Fact]
    public async Task IngestAsync_AThousandUnknownCustomersInOneBatch_OpenFewGroups()
    {
        await world.SendAsync(Batch(Enumerable.Range(0, 1000).Select(at => Event($"{at}", subject: $"nobody-{at}"))));

        var groups = (await world.Quarantine.ListAsync(true, 1000, null)).Groups;
        Assert.Equal(65, groups.Count);
        Assert.Equal(1000, groups.Sum(group => group.Count));
    }

    [Fact]
    public async Task IngestAsync_EmptyArray_IsSeenAndHoldsNothing()
    {
        var hub = await world.SendAsync("[]");

        Assert.Empty(await world.OutcomesAsync(hub));
        await world.ShouldConserveAsync(world.October);
    }

    [Fact]
    public async Task IngestAsync_EventsLargerThanARow_AreKeptWhole()
    {
        var body = Event("a", subject: "nobody").Replace("\"region\":\"eu\"", $"\"region\":\"{new string('x', 2_000_000)}\"", StringComparison.Ordinal);
        await world.SendAsync(body);

        var kept = Assert.Single((await world.Quarantine.EventsAsync("unmapped-customer~nobody", 10, null)).Events);
        Assert.Equal(body, Encoding.UTF8.GetString(kept.Raw));
    }
}
