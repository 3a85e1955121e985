using RevenueFunctions.Storage;

namespace RevenueFunctions.Tests.Unit.Posting;

/// <summary>A store on whose reader somebody else gets ahead, once, just before a row is read.</summary>
internal sealed class OvertakenStore(ITableStore inner, Func<string, bool> before, Func<Task> overtake) : StoreInFront(inner)
{
    private Func<Task>? next = overtake;

    public override async ValueTask<TableRow?> GetAsync(string table, string partition, string row, CancellationToken cancellationToken = default)
    {
        if (next is { } first && before(row))
        {
            next = null;
            await first();
        }

        return await base.GetAsync(table, partition, row, cancellationToken);
    }
}
