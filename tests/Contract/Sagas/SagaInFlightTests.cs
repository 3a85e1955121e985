using RevenueFunctions.Local.Engines.Durable;
using RevenueFunctions.Local.Engines.Durable.History;

namespace RevenueFunctions.Tests.Contract.Sagas;

/// <summary>
/// Puts each recorded history into a store as it stood after each of its episodes, and lets the saga go on from there on the code as it
/// is now. Whatever a deployment meets under way must come to the end that it would have come to.
/// </summary>
public sealed class SagaInFlightTests
{
    // Most episodes of a long wait are like the one before.
    private const int MostCuts = 25;

    public static TheoryData<string> Ended => [.. HistoryFiles.Names.Where(name => SagaInFlight.EndOf(HistoryFiles.Read(name)).OrchestrationStatus != nameof(InstanceStatus.Terminated))];

    [Theory]
    [MemberData(nameof(Ended))]
    public async Task GoOn_FromEachEpisode_EndsAsRecorded(string name)
    {
        var history = HistoryFiles.Read(name);
        var end = SagaInFlight.EndOf(history);
        var cuts = SagaCuts.Of(history).SkipLast(1).ToList();
        var every = 1 + (cuts.Count / MostCuts);
        foreach (var cut in cuts.Where((_, at) => at % every == 0))
        {
            var saga = await SagaInFlight.StartAsync(cut, history);
            var where = $"{name}, taken up after event {cut.Count - 1}";

            var ended = await saga.ToTheEndAsync(where);

            Assert.True(
                (ended.Status.ToString(), ended.Output) == (end.OrchestrationStatus, end.Failure?.ToString() ?? end.Result),
                $"{where}, the saga ended {ended.Status} with {ended.Output}; recorded was {end.OrchestrationStatus} with {end.Failure?.ToString() ?? end.Result}.");

            // The real engine keeps no inputs: one half of such a history has them, the other has not.
            if (!name.StartsWith("real-engine/", StringComparison.Ordinal))
            {
                Assert.Empty(await saga.Engine.FindMismatchesAsync());
            }
        }
    }
}
