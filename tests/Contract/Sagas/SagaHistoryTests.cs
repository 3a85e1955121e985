using RevenueFunctions.Functions.Sagas;
using RevenueFunctions.Local.Engines.Durable;
using RevenueFunctions.Local.Engines.Durable.History;

namespace RevenueFunctions.Tests.Contract.Sagas;

/// <summary>
/// Replays the recorded histories against the orchestrator as it is now. A difference means that sagas which run during a deployment
/// would break; what to do then is part of the message.
/// </summary>
public sealed class SagaHistoryTests
{
    public static TheoryData<string> Recorded => [.. HistoryFiles.Names];

    [Theory]
    [MemberData(nameof(Recorded))]
    public void Replay_RecordedHistory_DecidesTheSameAtEveryLength(string name)
    {
        foreach (var history in SagaCuts.Of(HistoryFiles.Read(name)))
        {
            var mismatch = HistoryReplay.FindMismatch(history, async context => await InvoiceSaga.Run(context));
            Assert.True(mismatch is null, $"{name}, cut after event {history.Count - 1}: {mismatch}\n{mismatch?.Advice}\n   Command: {HistoryFiles.Recorder}");
        }
    }

    /// <summary>Records every path on the version in host.json. Deterministic: what did not change leaves its file as it was.</summary>
    [Fact(Explicit = true)]
    public async Task Record()
    {
        foreach (var path in SagaPaths.All)
        {
            HistoryFiles.Write(path.Name, await SagaScene.RecordAsync(path));
        }
    }
}
