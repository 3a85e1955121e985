using System.Diagnostics;
using RevenueFunctions.Posting;
using RevenueFunctions.Sagas;
using RevenueFunctions.Telemetry;

namespace RevenueFunctions.Tests.Unit.Telemetry;

/// <summary>One id for everything about a billing period, and one trace for the id.</summary>
public class CorrelationTests
{
    private const string Period = "acme:20260301";

    public static TheoryData<string, string> Keys => new()
    {
        { PostingKeys.Invoice("acme:20260301"), Period },
        { PostingKeys.Invoice("acme:20260301:2"), Period },
        { PostingKeys.Reversal(PostingKeys.Invoice("acme:20260301")), Period },
        { PostingKeys.CreditNote("acme:20260301:2:credit:1"), Period },
        { PostingKeys.Payment("acme:20260301:bank-17"), Period },
        { PostingKeys.Grant("acme", "g1"), "grant:acme:g1" },
        { PostingKeys.Reversal(PostingKeys.Grant("acme", "g1")), "grant:acme:g1" },
        { PostingKeys.Recognition("de01", "2026-03", 1), "recognition:de01:2026-03:1" },
        { PostingKeys.Accrual("de01", "2026-03"), "accrual:de01:2026-03" },
        { "another system's key", "another system's key" },
        { "invoice:", string.Empty },
    };

    [Theory]
    [MemberData(nameof(Keys))]
    public void OfKey_KeysOfThePeriod_AreItsId(string key, string expected) => Assert.Equal(expected, Correlation.OfKey(key));

    [Fact]
    public void OfKey_OfASaga_IsItsPeriod() => Assert.Equal(Period, Correlation.OfKey(SagaId.Of("acme", "20260301")));

    [Fact]
    public void OfPeriod_AndOfItsInvoice_AreTheSame() => Assert.Equal(Correlation.OfPeriod("acme", "20260301"), Correlation.OfInvoice("acme:20260301:3"));

    /// <summary>Fixed for ever: spans of last month's process and of this one must meet in one trace.</summary>
    [Fact]
    public void RootOf_ThePeriod_IsItsHash()
    {
        var root = Correlation.RootOf(Period, ActivityTraceFlags.Recorded);
        Assert.Equal(
            ("9ba2e1c775ebd6e165e5f7d36db57c6e", "6e26b24bd403a7ca", true, ActivityTraceFlags.Recorded),
            (root.TraceId.ToHexString(), root.SpanId.ToHexString(), root.IsRemote, root.TraceFlags));
        Assert.Equal(root.TraceId, Correlation.TraceIdOf(Period));
        Assert.NotEqual(root.TraceId, Correlation.TraceIdOf("acme:20260401"));
    }

    [Fact]
    public void TraceParentOf_OutsideAndInsideTheTrace_IsTheRootAndTheSpan()
    {
        var root = Correlation.RootOf(Period, ActivityTraceFlags.None);
        Assert.Equal($"00-{root.TraceId}-{root.SpanId}-00", Correlation.TraceParentOf(Period));
        using var span = new Activity("within").SetParentId(root.TraceId, root.SpanId).Start();
        Assert.Equal(span.Id, Correlation.TraceParentOf(Period));
        Assert.NotEqual(span.Id, Correlation.TraceParentOf("acme:20260401"));
    }
}
