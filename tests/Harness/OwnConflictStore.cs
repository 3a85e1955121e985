using RevenueFunctions.Storage;

namespace RevenueFunctions.Tests.Harness;

/// <summary>
/// A store whose client repeats a write because the answer got lost: the write was applied, and its repeat is answered as a conflict. So every
/// commit to one table, once each row it writes first.
/// </summary>
public sealed class OwnConflictStore(ITableStore inner, string table) : StoreInFront(inner)
{
    /// <summary>How often a writer met itself.</summary>
    public int Conflicts { get; private set; }

    /// <inheritdoc/>
    public override async ValueTask<CommitResult> CommitAsync(TableBatch batch, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(batch);
        var result = await base.CommitAsync(batch, cancellationToken);
        if (batch.Table != table || !result.IsCommitted)
        {
            return result;
        }

        Conflicts++;
        return CommitResult.Failed(batch.Changes[0].Kind == TableChangeKind.Insert ? CommitConflict.AlreadyExists : CommitConflict.VersionMismatch, 0);
    }
}
