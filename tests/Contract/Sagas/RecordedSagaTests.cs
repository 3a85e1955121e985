using RevenueFunctions.Functions.Sagas;
using RevenueFunctions.Local.Engines.Durable;

namespace RevenueFunctions.Tests.Contract.Sagas;

/// <summary>
/// Histories that the saga left on the real Durable Task engine (DurableTask.Core 3.9.0 with the worker of Microsoft.DurableTask 1.25.0).
/// That the embedded engine replays them without a difference shows two things: both engines number and order decisions alike, and
/// the saga as it is now still goes on with instances that began on version 1.0. A change that breaks this test needs a new version
/// of the saga, or instances under way will fail; only before the first release may a history be recorded anew.
/// </summary>
public sealed class RecordedSagaTests
{
    [Theory]
    [InlineData("closed")]
    [InlineData("closed-after-a-rejected-posting")]
    [InlineData("aborted-and-compensated")]
    public async Task Replay_HistoryOfTheRealEngine_DecidesAsRecorded(string name)
    {
        var history = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Sagas", "Histories", $"{name}.json"));

        Assert.Null(HistoryReplay.FindMismatch(history, async context => await InvoiceSaga.Run(context)));
    }

    [Fact]
    public async Task Replay_WithoutTheLastStep_SaysWhatDiffers()
    {
        var history = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Sagas", "Histories", "closed.json"));

        var difference = HistoryReplay.FindMismatch(history.Replace("PublishInvoice", "ReconcilePeriod", StringComparison.Ordinal), async context => await InvoiceSaga.Run(context));

        Assert.Contains("'PublishInvoice'", difference!.Message, StringComparison.Ordinal);
    }
}
