using System.Collections.Immutable;
using RevenueFunctions.Catalog;
using RevenueFunctions.Validation;
using static RevenueFunctions.Tests.Unit.Catalog.SampleDocuments;

namespace RevenueFunctions.Tests.Unit.Catalog;

/// <summary>Each rule of the catalog, by one document that breaks it.</summary>
public class CatalogValidatorTests
{
    private static readonly CatalogDocuments Nothing = new();

    /// <summary>Documents that are wrong in themselves: name, documents, path, code.</summary>
    private static readonly Dictionary<string, (CatalogDocuments Documents, string Path, string Code)> Wrong = new()
    {
        ["id with a colon"] = (Nothing with { LegalEntities = [All.LegalEntities[0] with { Id = "us:01" }] }, "legalEntities[0].id", "invalid-id"),
        ["id with a control character"] = (Nothing with { LegalEntities = [All.LegalEntities[0] with { Id = "us\u0001" }] }, "legalEntities[0].id", "invalid-id"),
        ["id of a megabyte"] = (Nothing with { LegalEntities = [All.LegalEntities[0] with { Id = new string('x', 1_000_000) }] }, "legalEntities[0].id", "invalid-id"),
        ["unknown currency"] = (Nothing with { LegalEntities = [All.LegalEntities[0] with { Id = "x", Currency = "EURO" }] }, "legalEntities[0].currency", "unknown-currency"),
        ["empty name"] = (Nothing with { LegalEntities = [All.LegalEntities[0] with { Name = " " }] }, "legalEntities[0].name", "invalid-text"),
        ["document twice"] = (Nothing with { LegalEntities = [All.LegalEntities[0], All.LegalEntities[0]] }, "legalEntities[1]", "duplicate"),
        ["null element"] = (Nothing with { Accounts = [null!] }, "accounts[0]", "null"),
        ["null alias"] = (Nothing with { Accounts = [All.Accounts[0] with { Aliases = [null!] }] }, "accounts[0].aliases[0]", "null"),
        ["null tier"] = (Nothing with { Plans = [Plan("p", Card("c", "requests") with { Price = new VolumePrice([null!]) })] }, "plans[0].rateCards[0].price.tiers[0]", "null"),
        ["account of no entity"] = (Nothing with { Accounts = [All.Accounts[0] with { Id = "a2", Aliases = [], LegalEntityId = "none" }] }, "accounts[0].legalEntityId", "unknown-legal-entity"),
        ["unknown time zone"] = (Nothing with { Accounts = [All.Accounts[0] with { Id = "a2", Aliases = [], TimeZone = "Mars/Olympus" }] }, "accounts[0].timeZone", "unknown-time-zone"),
        ["anchor day 0"] = (Nothing with { Accounts = [All.Accounts[0] with { Id = "a2", Aliases = [], BillingAnchorDay = 0 }] }, "accounts[0].billingAnchorDay", "out-of-range"),
        ["anchor day 32"] = (Nothing with { Accounts = [All.Accounts[0] with { Id = "a2", Aliases = [], BillingAnchorDay = 32 }] }, "accounts[0].billingAnchorDay", "out-of-range"),
        ["65 shards"] = (Nothing with { Accounts = [All.Accounts[0] with { Shards = 65 }] }, "accounts[0].shards", "out-of-range"),
        ["alias of two in the request"] = (Nothing with { Accounts = [All.Accounts[0], All.Accounts[0] with { Id = "a2" }] }, "accounts[1].aliases[0]", "alias-taken"),
        ["alias that is another's id"] = (Nothing with { Accounts = [All.Accounts[0] with { Id = "a2", Aliases = ["a3"] }, All.Accounts[0] with { Id = "a3", Aliases = [] }] }, "accounts[0].aliases[0]", "alias-taken"),
        ["schema outside the subset"] = (Nothing with { EventTypes = [new EventType("t", Json("""{"if":{}}"""))] }, "eventTypes[0].schema.if", "unsupported-keyword"),
        ["meter of no event type"] = (Nothing with { Meters = [All.Meters[1] with { Key = "m", EventType = "none" }] }, "meters[0].eventType", "unknown-event-type"),
        ["sum without a value"] = (Nothing with { Meters = [All.Meters[0] with { Key = "m", Value = null }] }, "meters[0].value", "missing"),
        ["count with a value"] = (Nothing with { Meters = [All.Meters[1] with { Key = "m", Value = "x" }] }, "meters[0].value", "not-for-count"),
        ["five dimensions"] = (Nothing with { Meters = [All.Meters[1] with { Key = "m", GroupBy = ["a", "b", "c", "d", "e"] }] }, "meters[0].groupBy", "too-many"),
        ["empty path segment"] = (Nothing with { Meters = [All.Meters[0] with { Key = "m", Value = "a..b" }] }, "meters[0].value", "invalid-path"),
        ["conversion by zero"] = (Nothing with { Meters = [All.Meters[0] with { Key = "m", Conversion = new UnitConversion(1m, 0m) }] }, "meters[0].conversion.divideBy", "out-of-range"),
        ["rule with nothing"] = (Nothing with { SourceMappings = [Mapping(2) with { Id = new FieldRule() }] }, "sourceMappings[0].id", "one-of"),
        ["rule with two"] = (Nothing with { SourceMappings = [Mapping(2) with { Id = new FieldRule("a", "b") }] }, "sourceMappings[0].id", "one-of"),
        ["time read as text"] = (Nothing with { SourceMappings = [Mapping(2) with { Time = new FieldRule("at") }] }, "sourceMappings[0].time.as", "not-a-time"),
        ["template without a path"] = (Nothing with { SourceMappings = [Mapping(2) with { Subject = new FieldRule(Template: "plain") }] }, "sourceMappings[0].subject.template", "invalid-template"),
        ["template not closed"] = (Nothing with { SourceMappings = [Mapping(2) with { Subject = new FieldRule(Template: "{a") }] }, "sourceMappings[0].subject.template", "invalid-template"),
        ["plan without cards"] = (Nothing with { Plans = [Plan("p")] }, "plans[0].rateCards", "empty"),
        ["card of no meter"] = (Nothing with { Plans = [Plan("p", Card("c", "none"))] }, "plans[0].rateCards[0].meter", "unknown-meter"),
        ["fee terms for usage"] = (Nothing with { Plans = [Plan("p", Card("c", "requests") with { Fee = new FeeTerms() })] }, "plans[0].rateCards[0].fee", "not-for-usage"),
        ["fee charged in a trial"] = (Nothing with { Plans = [Plan("p", Fee(new FlatPrice(1m)) with { ChargedInTrial = true })] }, "plans[0].rateCards[0].chargedInTrial", "not-for-fees"),
        ["timing said twice"] = (Nothing with { Plans = [Plan("p", Fee(new FlatPrice(1m, ChargeTiming.InAdvance)) with { Fee = new FeeTerms() })] }, "plans[0].rateCards[0].fee", "said-twice"),
        ["month of a monthly fee"] = (Nothing with { Plans = [Plan("p", Fee(new FlatPrice(1m)) with { Fee = new FeeTerms(AnchorMonth: 1) })] }, "plans[0].rateCards[0].fee.anchorMonth", "not-for-this-interval"),
        ["thirteenth month"] = (Nothing with { Plans = [Plan("p", Fee(new FlatPrice(1m)) with { Fee = new FeeTerms(FeeInterval.Year, AnchorMonth: 13) })] }, "plans[0].rateCards[0].fee.anchorMonth", "out-of-range"),
        ["quantity of usage"] = (Nothing with { Plans = [Plan("p", Card("fee", "peak"))], Subscriptions = [Seats("fee", 2m)] }, "subscriptions[0].quantities.fee", "no-quantity"),
        ["quantity of no rate card"] = (Nothing with { Plans = [Plan("p", Fee(new FlatPrice(1m)))], Subscriptions = [Seats("seats", 2m)] }, "subscriptions[0].quantities.seats", "unknown-rate-card"),
        ["quantity below zero"] = (Nothing with { Plans = [Plan("p", Fee(new PerUnitPrice(1m)))], Subscriptions = [Seats("fee", -1m)] }, "subscriptions[0].quantities.fee", "out-of-range"),
        ["trial that ends before it begins"] = (Nothing with { Plans = [Plan("p", Fee(new FlatPrice(1m)))], Subscriptions = [new Subscription("n1", "a1", "p", 1, Start.AddYears(9), TrialUntil: Start)] }, "subscriptions[0].trialUntil", "ends-before-it-begins"),
        ["fee with a meter"] = (Nothing with { Plans = [Plan("p", Card("c", "requests") with { Price = new FlatPrice(1m) })] }, "plans[0].rateCards[0].meter", "not-for-flat"),
        ["card of an unknown dimension"] = (Nothing with { Plans = [Plan("p", Card("c", "requests", ("zone", "eu")))] }, "plans[0].rateCards[0].group", "unknown-dimension"),
        ["two cards for the same usage"] = (Nothing with { Plans = [Plan("p", Card("c", "requests"), Card("d", "requests"))] }, "plans[0].rateCards[1]", "same-group"),
        ["two cards that could tie"] = (Nothing with { Plans = [Plan("p", Card("c", "requests", ("region", "eu")), Card("d", "requests", ("model", "big")))] }, "plans[0].rateCards[1].group", "ambiguous-group"),
        ["card twice"] = (Nothing with { Plans = [Plan("p", Card("c", "requests"), Card("c", "peak"))] }, "plans[0].rateCards[1].key", "duplicate"),
        ["negative price"] = (Nothing with { Plans = [Plan("p", Card("c", "requests") with { Price = new PerUnitPrice(-1m) })] }, "plans[0].rateCards[0].price.unitAmount", "out-of-range"),
        ["no tiers"] = (Nothing with { Plans = [Plan("p", Card("c", "requests") with { Price = new GraduatedPrice([]) })] }, "plans[0].rateCards[0].price.tiers", "empty"),
        ["tiers not rising"] = (Nothing with { Plans = [Plan("p", Card("c", "requests") with { Price = new GraduatedPrice([new(10m), new(10m), new()]) })] }, "plans[0].rateCards[0].price.tiers[1].upTo", "not-rising"),
        ["open tier in the middle"] = (Nothing with { Plans = [Plan("p", Card("c", "requests") with { Price = new GraduatedPrice([new(), new()]) })] }, "plans[0].rateCards[0].price.tiers[0].upTo", "band-open"),
        ["last tier closed"] = (Nothing with { Plans = [Plan("p", Card("c", "requests") with { Price = new GraduatedPrice([new(10m)]) })] }, "plans[0].rateCards[0].price.tiers[0].upTo", "last-band-closed"),
        ["package of nothing"] = (Nothing with { Plans = [Plan("p", Card("c", "requests") with { Price = new PackagePrice(1m, 0m) })] }, "plans[0].rateCards[0].price.size", "out-of-range"),
        ["percentage of a peak"] = (Nothing with { Plans = [Plan("p", Card("c", "peak") with { Price = new PercentagePrice(1m) })] }, "plans[0].rateCards[0].meter", "wrong-aggregation"),
        ["peak of a count"] = (Nothing with { Plans = [Plan("p", Card("c", "requests") with { Price = new BucketedPrice(BucketSize.Day, new PerUnitPrice(1m)) })] }, "plans[0].rateCards[0].meter", "wrong-aggregation"),
        ["level of a sum"] = (Nothing with { Plans = [Plan("p", Card("c", "requests") with { Price = new TimeWeightedGraduatedPrice([new()]) })] }, "plans[0].rateCards[0].meter", "wrong-aggregation"),
        ["minimum above the maximum"] = (Nothing with { Plans = [Plan("p", Card("c", "requests") with { Price = new PerUnitPrice(1m) { Minimum = 2m, Maximum = 1m } })] }, "plans[0].rateCards[0].price.maximum", "below-minimum"),
        ["subscription of no account"] = (Nothing with { Subscriptions = [new("s2", "none", "scale", 1, Start)] }, "subscriptions[0].accountId", "unknown-account"),
        ["subscription on no plan"] = (Nothing with { Subscriptions = [new("s2", "a1", "scale", 2, Start)] }, "subscriptions[0].planKey", "unknown-plan"),
        ["plan in another currency"] = (Nothing with { Plans = [Plan("eur", Card("c", "peak")) with { Currency = "EUR" }], Subscriptions = [new("s2", "a1", "eur", 1, Start)] }, "subscriptions[0].planKey", "currency-mismatch"),
        ["ends before it begins"] = (Nothing with { Subscriptions = [All.Subscriptions[0] with { To = Start.AddSeconds(-1) }] }, "subscriptions[0].to", "ends-before-it-begins"),
        ["overlap on the same plan"] = (Nothing with { Subscriptions = [new("s2", "a1", "scale", 1, Start.AddDays(9))] }, "subscriptions[0].from", "overlap"),
        ["overlap on the same meter"] = (Nothing with { Plans = [Plan("p", Card("c", "requests"))], Subscriptions = [new("s2", "a1", "p", 1, Start.AddDays(9))] }, "subscriptions[0].from", "overlap"),
        ["overlap within the request"] = (Nothing with { Plans = [Plan("p", Card("c", "peak"))], Subscriptions = [new("s2", "a1", "p", 1, Start), new("s3", "a1", "p", 1, Start.AddDays(1))] }, "subscriptions[1].from", "overlap"),
        ["tax rate above one"] = (Nothing with { TaxTables = [new("X", [new("standard", "Tax", 19m)])] }, "taxTables[0].rates[0].rate", "out-of-range"),
        ["tax class twice"] = (Nothing with { TaxTables = [new("X", [new("standard", "Tax", 0m), new("standard", "Tax", 0m)])] }, "taxTables[0].rates[1].name", "duplicate"),
    };

    /// <summary>Documents that contradict what is stored.</summary>
    private static readonly Dictionary<string, (CatalogDocuments Documents, string Path, string Code)> Contradicting = new()
    {
        ["another currency"] = (Nothing with { LegalEntities = [All.LegalEntities[0] with { Currency = "EUR" }] }, "legalEntities[0].currency", "currency-fixed"),
        ["another entity"] = (Nothing with { LegalEntities = [All.LegalEntities[0] with { Id = "us02" }], Accounts = [All.Accounts[0] with { LegalEntityId = "us02" }] }, "accounts[0].legalEntityId", "legal-entity-fixed"),
        ["another anchor day"] = (Nothing with { Accounts = [All.Accounts[0] with { BillingAnchorDay = 15 }] }, "accounts[0].billingAnchorDay", "calendar-fixed"),
        ["alias of a stored account"] = (Nothing with { Accounts = [All.Accounts[0] with { Id = "a2" }] }, "accounts[0].aliases[0]", "alias-taken"),
        ["another reading of a meter"] = (Nothing with { Meters = [All.Meters[1] with { GroupBy = ["region"] }] }, "meters[0]", "meter-fixed"),
        ["a version with other content"] = (Nothing with { Plans = [Plan("scale", Card("c", "requests"))] }, "plans[0]", "immutable-version"),
        ["a tax table version with other content"] = (Nothing with { TaxTables = [All.TaxTables[0] with { Rounding = TaxRounding.Total }] }, "taxTables[0]", "immutable-version"),
        ["a mapping version with other content"] = (Nothing with { SourceMappings = [Mapping(1) with { Id = new FieldRule("other") }] }, "sourceMappings[0]", "immutable-version"),
        ["another start"] = (Nothing with { Subscriptions = [All.Subscriptions[0] with { From = Start.AddDays(1) }] }, "subscriptions[0]", "subscription-fixed"),
    };

    public static TheoryData<string> WrongOnes => [.. Wrong.Keys];

    public static TheoryData<string> ContradictingOnes => [.. Contradicting.Keys];

    [Theory]
    [MemberData(nameof(WrongOnes))]
    public void Validate_WrongDocument_NamesThePathAndTheRemedy(string name)
    {
        var (documents, path, code) = Wrong[name];
        var invalid = Assert.IsType<CatalogOutcome.Invalid>(CatalogValidator.Validate(documents, Snapshot));
        AssertNames(invalid.Issues, name, path, code);
    }

    [Theory]
    [MemberData(nameof(ContradictingOnes))]
    public void Validate_ContradictingDocument_IsAConflict(string name)
    {
        var (documents, path, code) = Contradicting[name];
        var conflicting = Assert.IsType<CatalogOutcome.Conflicting>(CatalogValidator.Validate(documents, Snapshot));
        AssertNames(conflicting.Issues, name, path, code);
    }

    [Fact]
    public void Validate_WholeCatalogInOneRequest_IsValid() => Assert.Null(CatalogValidator.Validate(All, CatalogSnapshot.Empty));

    [Fact]
    public void Validate_WhatIsStoredAlready_IsValid() => Assert.Null(CatalogValidator.Validate(All, Snapshot));

    [Fact]
    public void Validate_ContractsThatFollowEachOther_DoNotOverlap()
    {
        var end = Start.AddMonths(1);
        var documents = Nothing with { Subscriptions = [All.Subscriptions[0] with { To = end }, new Subscription("s2", "a1", "scale", 1, end)] };
        Assert.Null(CatalogValidator.Validate(documents, Snapshot));
    }

    [Fact]
    public void Validate_AliasTakenOffItsAccountInTheSameRequest_MovesToAnother()
    {
        var documents = Nothing with { Accounts = [All.Accounts[0] with { Aliases = [] }, All.Accounts[0] with { Id = "a2", Aliases = ["alpha"] }] };
        Assert.Null(CatalogValidator.Validate(documents, Snapshot));
    }

    [Fact]
    public void Validate_MoreSpecificCards_AreNotAmbiguous()
    {
        var plan = Plan("p", Card("all", "requests"), Card("eu", "requests", ("region", "eu")), Card("eu-big", "requests", ("region", "eu"), ("model", "big")), Card("us", "requests", ("region", "us")));
        Assert.Null(CatalogValidator.Validate(Nothing with { Plans = [plan] }, Snapshot));
    }

    private static void AssertNames(ImmutableArray<ValidationIssue> issues, string name, string path, string code)
    {
        var found = issues.FirstOrDefault(issue => issue.Path == path && issue.Code == code);
        Assert.True(found is not null, $"{name}: {string.Join("; ", issues.Select(issue => $"{issue.Path} {issue.Code}"))}");
        Assert.NotEmpty(found.Remedy);
        Assert.True(found.Message.Length < 300);
    }

    private static RateCard Fee(Price price) => new("fee", "platform", "Platform", price);

    private static Subscription Seats(string card, decimal seats) =>
        new("n1", "a1", "p", 1, Start.AddYears(9), Quantities: System.Collections.Immutable.ImmutableSortedDictionary<string, decimal>.Empty.Add(card, seats));
}
