using System.Collections.Immutable;

namespace RevenueFunctions.Catalog;

/// <summary>
/// Writes to the catalog: takes the lease, reads what is stored, validates everything, lets governance record who answers for it, and only
/// then writes. A request is stored whole or refused whole, except when the process dies in the middle: then a valid part is stored and the
/// repeat adds the rest.
/// </summary>
public sealed class CatalogWriter(CatalogStore store, CatalogReader reader, CatalogGovernance? governance = null) : IDisposable
{
    // Writers of one process take turns instead of refusing each other as busy.
    private readonly SemaphoreSlim gate = new(1, 1);

    /// <summary>Adds or replaces documents.</summary>
    public Task<CatalogOutcome> WriteAsync(CatalogDocuments documents, CancellationToken cancellationToken = default) =>
        EditAsync(_ => new CatalogEdit(documents), cancellationToken);

    /// <summary>Adds or replaces documents on somebody's word.</summary>
    public Task<CatalogOutcome> WriteAsync(CatalogDocuments documents, string author, CancellationToken cancellationToken = default) =>
        EditAsync(_ => new CatalogEdit(documents) { Author = author }, cancellationToken);

    /// <summary>Adds or replaces documents that are made from the catalog as it is stored; nothing comes in between.</summary>
    public async Task<CatalogOutcome> EditAsync(Func<CatalogSnapshot, CatalogEdit> edit, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(edit);
        await gate.WaitAsync(cancellationToken);
        try
        {
            // Once the lease is taken, ending it is not left to the caller's patience: a given-up lease would hold up everybody for a minute.
            if (await store.BeginAsync(cancellationToken) is not { } lease)
            {
                return new CatalogOutcome.Busy();
            }

            try
            {
                return await EditAsync(lease, edit, cancellationToken);
            }
            finally
            {
                await store.EndAsync(lease, CancellationToken.None);
            }
        }
        finally
        {
            gate.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => gate.Dispose();

    private async Task<CatalogOutcome> EditAsync(CatalogLease lease, Func<CatalogSnapshot, CatalogEdit> edit, CancellationToken cancellationToken)
    {
        var current = await reader.GetCurrentAsync(cancellationToken);
        var wanted = edit(current);
        if (wanted.Refusal is { } refusal)
        {
            return refusal;
        }

        if (CatalogValidator.Validate(wanted.Documents, current) is { } wrong)
        {
            return wrong;
        }

        var (changed, unchanged) = CatalogDifference.Of(wanted.Documents, current);
        if (governance is not null && await governance.AdmitAsync(changed, current, wanted, cancellationToken) is { } refused)
        {
            return refused;
        }

        return await store.WriteAsync(lease, changed, cancellationToken)
            ? new CatalogOutcome.Stored(changed.Count, unchanged)
            : new CatalogOutcome.Busy();
    }
}
