using RevenueFunctions.Storage;

namespace RevenueFunctions.Local.Storage;

/// <summary>A caller's transaction on its way through the writer. The task completes only after the group it went with was fsynced.</summary>
internal sealed class PendingCommit
{
    private readonly TaskCompletionSource<LocalCommitResult> completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private LocalCommitResult result;

    public PendingCommit(IReadOnlyList<TableBatch> batches)
    {
        Batches = batches;
        for (var batch = 0; batch < batches.Count; batch++)
        {
            var changes = batches[batch].Changes;
            Changes += changes.Count;
            for (var at = 0; at < changes.Count; at++)
            {
                Bytes += changes[at].Value.Length;
            }
        }
    }

    public IReadOnlyList<TableBatch> Batches { get; }

    public int Changes { get; }

    public long Bytes { get; }

    public Task<LocalCommitResult> Task => completion.Task;

    /// <summary>Whether the group applied it (or a conflict refused it).</summary>
    public bool IsApplied => result.IsCommitted;

    /// <summary>Keeps the outcome until the group is durable.</summary>
    public void Decide(LocalCommitResult outcome) => result = outcome;

    public void Complete() => completion.SetResult(result);

    public void Fail(Exception exception) => completion.SetException(exception);
}
