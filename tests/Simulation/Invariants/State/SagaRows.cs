using RevenueFunctions.Exceptions;
using RevenueFunctions.Local.Storage;
using RevenueFunctions.Sagas;
using RevenueFunctions.Storage;

namespace RevenueFunctions.Tests.Simulation.Invariants;

/// <summary>What the fabric keeps of one saga, as it is stored.</summary>
/// <param name="Id">Its instance id.</param>
/// <param name="Record">How it stands; null when it was never claimed.</param>
/// <param name="Steps">What the steps and compensations of all runs came to.</param>
/// <param name="Decisions">What people decided at its questions.</param>
internal sealed record SagaRows(string Id, SagaRecord? Record, IReadOnlyList<SagaStepRecord> Steps, IReadOnlyList<SagaDecision> Decisions)
{
    private const string Table = "sagas";

    /// <summary>Every saga in the store.</summary>
    /// <param name="store">Where.</param>
    /// <param name="cases">Every case: they say which step a question was about.</param>
    public static async Task<IReadOnlyList<SagaRows>> ReadAsync(MemoryStore store, IEnumerable<ExceptionCase> cases)
    {
        var questions = cases.Where(one => one.Kind == ExceptionKind.Saga).ToLookup(one => TableKey.Escape(one.Id), StringComparer.Ordinal);
        var sagas = new List<SagaRows>();
        await foreach (var partition in StoredRows.ByPartitionAsync(store, Table))
        {
            var record = partition.Read<SagaRecord>("record");
            sagas.Add(new SagaRows(
                record?.SagaId ?? partition.Name,
                record,
                [.. partition.All<SagaStepRecord>("step:").Select(found => found.Document)],
                [.. partition.All<SagaAnswer>("answer:").SelectMany(found => questions[found.Row].Select(asked => SagaDecision.Of(asked, found.Document)))]));
        }

        return sagas;
    }

    /// <summary>True when a person decided that the run goes on without the step, or gives up at it.</summary>
    public bool WasDecidedAgainst(int run, string step) =>
        Decisions.Any(decision => decision.Run == run && decision.Step == step && decision.Action != SagaAction.Retry);
}

/// <summary>An answer to a saga's question.</summary>
/// <param name="Run">The run that asked.</param>
/// <param name="Step">The step that was not done.</param>
/// <param name="Action">What a person said.</param>
internal sealed record SagaDecision(int Run, string Step, SagaAction Action)
{
    /// <summary>The decision in the answer to a case, "saga:{saga}:{run}:{question}", whose title ends in the step.</summary>
    public static SagaDecision Of(ExceptionCase asked, SagaAnswer answer) => new(
        int.Parse(asked.Id.Split(':')[^2], System.Globalization.CultureInfo.InvariantCulture), asked.Title[(asked.Title.LastIndexOf(' ') + 1)..], answer.Action);
}
