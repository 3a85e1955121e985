using System.Text;
using RevenueFunctions.Catalog;
using RevenueFunctions.Ingest;
using static RevenueFunctions.Tests.Unit.Ingest.IngestWorld;

namespace RevenueFunctions.Tests.Unit.Ingest;

/// <summary>Every form in which a usage event may arrive.</summary>
public sealed class FormatTests
{
    private readonly IngestWorld world = new();

    [Theory]
    [InlineData("cloudEvents_")]
    [InlineData("cloudEvents:")]
    public async Task IngestAsync_BinaryCloudEvent_IsReadFromPropertiesAndBody(string prefix)
    {
        var hub = world.Enqueue("""{"value":4,"region":"us"}""", contentType: "application/json", properties: Attributes(prefix));
        await world.Ingest.IngestAsync("0", [hub]);

        var record = Assert.Single(await world.RecordsAsync(world.October));
        Assert.Equal(("/pods", "a", 4m, "us"), (record.Source, record.Id, record.Measures[0].Quantity, record.Measures[0].Group["region"]));
    }

    [Theory]
    [InlineData("specversion", "0.3", "unsupported-spec-version")]
    [InlineData("time", "2026-10-01T00:00:00", "time-without-zone")]
    [InlineData("id", "", "missing-field")]
    [InlineData("datacontenttype", "text/plain", "unsupported-content-type")]
    public async Task IngestAsync_BadBinaryCloudEvent_IsQuarantined(string attribute, string value, string reason)
    {
        var attributes = Attributes("cloudEvents_");
        attributes["cloudEvents_" + attribute] = value;
        await world.Ingest.IngestAsync("0", [world.Enqueue("""{"value":4}""", properties: attributes)]);

        var group = Assert.Single((await world.Quarantine.ListAsync(true, 10, null)).Groups);
        Assert.Equal(reason, group.Reason);
        Assert.Equal(attributes, Assert.Single((await world.Quarantine.EventsAsync(group.Id, 10, null)).Events).Properties);
    }

    [Theory]
    [InlineData("application/cloudevents+json; charset=utf-8")]
    [InlineData("application/json")]
    [InlineData("application/octet-stream")]
    [InlineData("application/atom+xml; type=entry; charset=utf-8")]
    [InlineData(null)]
    public async Task IngestAsync_StructuredCloudEvent_IsReadWhateverJsonTypeItNames(string? contentType)
    {
        await world.Ingest.IngestAsync("0", [world.Enqueue(Event("a"), contentType: contentType)]);
        await world.Ingest.IngestAsync("0", [world.Enqueue($" [ {Event("b")} , {Event("c")} ] ", contentType: contentType)]);

        Assert.Equal(["a", "b", "c"], (await world.RecordsAsync(world.October)).Select(record => record.Id).Order());
    }

    [Fact]
    public async Task IngestAsync_DataInBase64_IsReadAsJson()
    {
        var data = Convert.ToBase64String(Encoding.UTF8.GetBytes("""{"value":7,"region":"eu"}"""));
        await world.SendAsync(Event("a").Replace("\"data\":{\"value\":1,\"region\":\"eu\"}", $"\"data_base64\":\"{data}\"", StringComparison.Ordinal));

        Assert.Equal(7m, await world.QuantityAsync(world.October));
    }

    [Fact]
    public async Task IngestAsync_MembersInAnyOrderWithExtensions_AreRead()
    {
        await world.SendAsync("""
            {"data":{"region":"eu","other":{"deep":[1,{"a":null}]},"value":1.50},"traceparent":"00-0","subject":"acme-1","time":"2026-10-01T23:30:00.1234567-01:00",
             "type":"api.request","source":"\u002fpods","id":"esc\u0061ped","datacontenttype":"application/vnd.acme+json","specversion":"1.0","dataschema":null}
            """);

        var record = Assert.Single(await world.RecordsAsync(world.October));
        Assert.Equal(("/pods", "escaped", new DateTimeOffset(2026, 10, 2, 0, 30, 0, 123, TimeSpan.Zero)), (record.Source, record.Id, record.Time));
        Assert.Equal(1.5m, record.Measures[0].Quantity);
    }

    [Fact]
    public async Task IngestAsync_RowsOfAnExport_AreReadThroughTheMappingThatRecognisesThem()
    {
        await world.SendAsync(Batch(
        [
            """{"Id":11472,"ChargePeriodStart":"2026-10-18 22:00:00","ChargeCategory":"Usage","Issuer":"acme","Sub":{"Account":"1"},"Quantity":"0.00200749000","RegionId":"us-west-2","Tags":null}""",
            """{"Id":"11473","ChargePeriodStart":"2026-10-18T22:00:00+02:00","Issuer":"acme","Sub":{"Account":1},"Quantity":2,"RegionId":null}""",
            """{"Id":3,"ChargePeriodStart":"2026-10-18 22:00:00","ChargeCategory":"Tax","Issuer":"acme","Sub":{"Account":"1"}}""",
            """{"Id":4,"ChargePeriodStart":"2026-10-18","Issuer":"acme","Sub":{"Account":"1"},"Quantity":1}""",
            """{"Id":5,"ChargePeriodStart":"2026-10-18 22:00:00","Issuer":"acme","Sub":{"Account":"1"},"Quantity":"many"}""",
            """{"Id":6,"ChargePeriodStart":"2026-10-18 22:00:00","Issuer":"acme","Sub":{},"Quantity":1}""",
        ]));

        var records = await world.RecordsAsync(world.October);
        Assert.Equal(["11473", "11472"], records.Select(record => record.Id));
        Assert.Equal([2000m, 2.00749m], records.Select(record => record.Measures[0].Quantity));
        Assert.Equal(["", "us-west-2"], records.Select(record => record.Measures[0].Group["region"]));
        var ledger = await world.Ledger.FindAsync("0", 0);
        Assert.Equal(
            ["Accepted:", "Accepted:", "Excluded:tax-row", "Quarantined:invalid-time", "Quarantined:not-a-number", "Quarantined:missing-field"],
            ledger!.Events.Select(one => $"{one.Outcome}:{one.Note}"));
    }

    [Fact]
    public async Task IngestAsync_MappingNamedByProperty_ReadsShapesThatMatchNothing()
    {
        var named = new Dictionary<string, string> { ["mapping"] = "unix" };
        await world.Ingest.IngestAsync("0", [world.Enqueue("""[{"n":1,"at":1790812800.25,"v":3},{"n":2,"at":"1790812800","v":"4"}]""", properties: named)]);

        var records = await world.RecordsAsync(world.October);
        Assert.Equal([Start.AddMilliseconds(0), Start.AddMilliseconds(250)], records.Select(record => record.Time));
        Assert.Equal(7m, await world.QuantityAsync(world.October));
    }

    [Fact]
    public async Task IngestAsync_UnknownMapping_ReplaysAsABatchOnceItExists()
    {
        var hub = world.Enqueue("""[{"n":1,"at":1790812800,"v":3},{"n":2,"at":1790812801,"v":4}]""", properties: new Dictionary<string, string> { ["mapping"] = "later" });
        await world.Ingest.IngestAsync("0", [hub]);
        Assert.Equal([UsageOutcome.Quarantined, UsageOutcome.Quarantined], await world.OutcomesAsync(hub));

        world.ChangeCatalog(documents => documents with { SourceMappings = documents.SourceMappings.Add(documents.SourceMappings[1] with { Key = "later" }) });
        var result = await world.Quarantine.ReplayAsync("unknown-mapping~later");

        Assert.Equal((2, 2, 0), (result!.Replayed, result.Accepted, result.Remaining));
        Assert.Equal([UsageOutcome.Accepted, UsageOutcome.Accepted], await world.OutcomesAsync(hub));
        await world.ShouldConserveAsync(world.October);
    }

    [Fact]
    public async Task IngestAsync_ExcludedType_IsExcludedByItsRule()
    {
        var hub = await world.SendAsync(Event("a", type: "test.traffic", subject: "nobody"));

        Assert.Equal((UsageOutcome.Excluded, "internal-test-traffic"), ((await world.Ledger.FindAsync("0", hub.SequenceNumber))!.Events[0].Outcome, (await world.Ledger.FindAsync("0", 0))!.Events[0].Note));
    }

    [Fact]
    public async Task IngestAsync_UnitConversion_IsAppliedOnceAndRoundedAtTwelveDecimals()
    {
        await world.SendAsync(Event("a", type: "strict", value: 1m, region: null));

        Assert.Equal(0.333333333333m, await world.QuantityAsync(world.October, "strict"));
    }

    [Fact]
    public async Task IngestAsync_AccountInAnotherZone_PeriodBeginsAtItsMidnight()
    {
        await world.SendAsync(Batch(
        [
            Event("before", new DateTimeOffset(2026, 10, 14, 21, 59, 59, 999, TimeSpan.Zero), subject: "berlin-1"),
            Event("after", new DateTimeOffset(2026, 10, 14, 22, 0, 0, TimeSpan.Zero), subject: "berlin-1"),
        ]));

        var berlin = world.Catalog.Accounts["berlin"];
        var period = BillingCalendar.PeriodOf(berlin, "20261015")!;
        Assert.Equal("after", Assert.Single(await world.RecordsAsync(period, "berlin")).Id);
    }

    private static Dictionary<string, string> Attributes(string prefix) => new()
    {
        [prefix + "specversion"] = "1.0",
        [prefix + "id"] = "a",
        [prefix + "source"] = "/pods",
        [prefix + "type"] = "api.request",
        [prefix + "time"] = "2026-10-01T01:00:00Z",
        [prefix + "subject"] = "acme-1",
    };
}
