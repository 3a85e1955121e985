using RevenueFunctions.Storage;

namespace RevenueFunctions.Operations;

/// <summary>
/// Commands that were accepted, from before their first change until after their last one. They change rows of several partitions, one after
/// the other; a crash in between would leave a note without a number or a payment outside the books, so a sweep carries them out again.
/// </summary>
public sealed class OpenCommands(ITableStore store)
{
    private const string Table = "opencommands";
    private const string All = "all";

    /// <summary>Keeps a command; one that is kept already stays as it is.</summary>
    public async Task KeepAsync(OpenCommand command, CancellationToken cancellationToken = default) =>
        await store.TryInsertAsync(Table, All, Row(command), command, cancellationToken);

    /// <summary>Lets go of a command that is done, or was refused.</summary>
    public async Task LetGoAsync(OpenCommand command, CancellationToken cancellationToken = default)
    {
        // Somebody else who carried it out may have let go of it: it is gone, which is all that is wanted.
        await store.CommitAsync(new TableBatch(Table, All).Delete(Row(command), RowVersion.Any), cancellationToken);
    }

    /// <summary>The commands kept.</summary>
    public Task<List<OpenCommand>> ListAsync(CancellationToken cancellationToken = default) => store.ListAsync<OpenCommand>(Table, All, RowRange.All, cancellationToken);

    private static string Row(OpenCommand command)
    {
        ArgumentNullException.ThrowIfNull(command);
        return $"{TableKey.Escape(command.Subject)}|{command.Kind}|{TableKey.Escape(command.Key)}";
    }
}
