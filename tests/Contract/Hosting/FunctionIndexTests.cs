using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using RevenueFunctions.Local.Hosting.Functions;

namespace RevenueFunctions.Tests.Contract.Hosting;

public sealed class FunctionIndexTests
{
    [Fact]
    public void Of_FunctionApp_HasNoMistakes() => Assert.NotNull(FunctionIndex.Of(typeof(RevenueFunctions.Functions.FabricServices).Assembly));

    [Theory]
    [InlineData(typeof(SameNames), "'Twice' is used by")]
    [InlineData(typeof(NoTrigger), "has 0 trigger parameters")]
    [InlineData(typeof(WrongTriggerType), "binds to TimerInfo")]
    [InlineData(typeof(UnboundParameter), "nothing binds parameter 'clock'")]
    [InlineData(typeof(AnswersWithText), "returns IResult or IActionResult")]
    [InlineData(typeof(PlainQueue), "set IsSessionsEnabled")]
    [InlineData(typeof(Topic), "queues, not topics")]
    [InlineData(typeof(RetriedHttp), "FixedDelayRetryAttribute works for Event Hub triggers only")]
    [InlineData(typeof(BadName), "is not valid")]
    public void Of_Mistake_NamesTheFunctionAndTheRemedy(Type type, string expected)
    {
        var refused = Assert.Throws<FunctionIndexException>(() => FunctionIndex.Of([type]));

        Assert.Contains(expected, Assert.Single(refused.Errors), StringComparison.Ordinal);
    }

    [Fact]
    public void Of_SeveralMistakes_NamesThemAll() =>
        Assert.Equal(3, Assert.Throws<FunctionIndexException>(() => FunctionIndex.Of([typeof(NoTrigger), typeof(Topic), typeof(BadName)])).Errors.Count);

    public static class SameNames
    {
        [Function("twice")]
        public static IResult One([HttpTrigger("get")] HttpRequest request) => Results.Ok();

        [Function("Twice")]
        public static IResult Other([HttpTrigger("post")] HttpRequest request) => Results.Ok();
    }

    public static class NoTrigger
    {
        [Function("none")]
        public static void Run(FunctionContext context) => Assert.NotNull(context);
    }

    public static class WrongTriggerType
    {
        [Function("timer")]
        public static void Run([TimerTrigger("0 * * * * *")] HttpRequest request) => Assert.NotNull(request);
    }

    public static class UnboundParameter
    {
        [Function("unbound")]
        public static IResult Run([HttpTrigger("get")] HttpRequest request, TimeProvider clock) => Results.Ok(clock);
    }

    public static class AnswersWithText
    {
        [Function("text")]
        public static string Run([HttpTrigger("get")] HttpRequest request) => "no";
    }

    public static class PlainQueue
    {
        [Function("plain")]
        public static void Run([ServiceBusTrigger("q")] string message) => Assert.NotNull(message);
    }

    public static class Topic
    {
        [Function("topic")]
        public static void Run([ServiceBusTrigger("t", "s", IsSessionsEnabled = true)] string message) => Assert.NotNull(message);
    }

    public static class RetriedHttp
    {
        [Function("retried")]
        [FixedDelayRetry(3, "00:00:01")]
        public static IResult Run([HttpTrigger("get")] HttpRequest request) => Results.Ok();
    }

    public static class BadName
    {
        [Function("1st")]
        public static IResult Run([HttpTrigger("get")] HttpRequest request) => Results.Ok();
    }
}
