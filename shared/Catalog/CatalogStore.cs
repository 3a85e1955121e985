using System.Collections.Immutable;
using RevenueFunctions.Storage;

namespace RevenueFunctions.Catalog;

/// <summary>
/// Keeps the catalog's documents: one partition (or a few) for each kind, and a head row whose version changes with every write. A write
/// spans partitions, so it cannot be atomic; it is exclusive (the head carries a lease) and in dependency order, so what a crash leaves
/// is a valid catalog, and the repeat of the same import goes on where it stopped.
/// </summary>
public sealed class CatalogStore(ITableStore store, TimeProvider clock)
{
    private const string Table = "catalog";
    private const string HeadPartition = "head";
    private const string HeadRow = "head";
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(60);

    // What the clocks of two instances may differ by, and what a request that was given up may still be under way.
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(10);
    private long localWrites;

    /// <summary>Rises when a write of this process ends: its readers then look again at once.</summary>
    public long LocalWrites => Volatile.Read(ref localWrites);

    /// <summary>The version row as it stands.</summary>
    internal async Task<CatalogHead> HeadAsync(CancellationToken cancellationToken) =>
        await store.ReadAsync<CatalogHead>(Table, HeadPartition, HeadRow, cancellationToken) ?? new CatalogHead(0);

    /// <summary>
    /// Every document. What names others is read before them, the other way round from how they are written: so whatever is read beside a write of
    /// another instance, a document never names one that is missing. What does not name each other is read at once: each page is a round trip.
    /// </summary>
    internal async Task<CatalogDocuments> LoadAsync(CancellationToken cancellationToken)
    {
        var amendments = await LoadAsync(CatalogKinds.Amendments, cancellationToken);
        var subscriptions = await LoadAsync(CatalogKinds.Subscriptions, cancellationToken);
        var accounts = await LoadAsync(CatalogKinds.Accounts, cancellationToken);
        var (coupons, rates, rules) = (
            LoadAsync(CatalogKinds.Coupons, cancellationToken), LoadAsync(CatalogKinds.ExchangeRates, cancellationToken), LoadAsync(CatalogKinds.PostingRuleSets, cancellationToken));
        var (plans, mappings) = (LoadAsync(CatalogKinds.Plans, cancellationToken), LoadAsync(CatalogKinds.SourceMappings, cancellationToken));
        await Task.WhenAll(coupons, rates, rules, plans, mappings);
        var meters = await LoadAsync(CatalogKinds.Meters, cancellationToken);
        var (types, taxes, entities) = (
            LoadAsync(CatalogKinds.EventTypes, cancellationToken), LoadAsync(CatalogKinds.TaxTables, cancellationToken), LoadAsync(CatalogKinds.LegalEntities, cancellationToken));
        return new CatalogDocuments
        {
            LegalEntities = await entities,
            TaxTables = await taxes,
            EventTypes = await types,
            Meters = meters,
            SourceMappings = await mappings,
            Plans = await plans,
            Accounts = accounts,
            Subscriptions = subscriptions,
            PostingRuleSets = await rules,
            ExchangeRates = await rates,
            Coupons = await coupons,
            Amendments = amendments,
        };
    }

    /// <summary>Takes the lease: from here on nobody else writes. Null while another writer holds it.</summary>
    internal async Task<CatalogLease?> BeginAsync(CancellationToken cancellationToken)
    {
        var row = await store.GetAsync(Table, HeadPartition, HeadRow, cancellationToken);
        var head = row?.Read<CatalogHead>() ?? new CatalogHead(0);
        var now = clock.GetUtcNow();
        if (head.WritingUntil > now)
        {
            return null;
        }

        // A dead writer may have written something without saying so: its version ends here, and every reader looks again.
        var taken = new CatalogHead(head.WritingUntil is null ? head.Version : head.Version + 1, now + Lease);
        return await TryWriteHeadAsync(taken, row?.Version, cancellationToken) is { } version ? new CatalogLease(taken, version) : null;
    }

    /// <summary>Ends a write. When it may have stored something the version rises, and readers look again.</summary>
    internal async Task EndAsync(CatalogLease lease, CancellationToken cancellationToken)
    {
        await TryWriteHeadAsync(new CatalogHead(lease.HasWritten ? lease.Head.Version + 1 : lease.Head.Version), lease.RowVersion, cancellationToken);
        Interlocked.Increment(ref localWrites);
    }

    /// <summary>
    /// Writes the documents in dependency order. Upserts lose nothing: the lease keeps other writers out, and it is renewed before each
    /// batch that it might not outlive. False when it was lost (this process stood still for a minute): nothing more is written then.
    /// </summary>
    internal async Task<bool> WriteAsync(CatalogLease lease, CatalogDocuments documents, CancellationToken cancellationToken) =>
        await WriteAsync(lease, CatalogKinds.LegalEntities, documents.LegalEntities, cancellationToken)
        && await WriteAsync(lease, CatalogKinds.TaxTables, documents.TaxTables, cancellationToken)
        && await WriteAsync(lease, CatalogKinds.EventTypes, documents.EventTypes, cancellationToken)
        && await WriteAsync(lease, CatalogKinds.Meters, documents.Meters, cancellationToken)
        && await WriteAsync(lease, CatalogKinds.SourceMappings, documents.SourceMappings, cancellationToken)
        && await WriteAsync(lease, CatalogKinds.Plans, documents.Plans, cancellationToken)
        && await WriteAsync(lease, CatalogKinds.PostingRuleSets, documents.PostingRuleSets, cancellationToken)
        && await WriteAsync(lease, CatalogKinds.ExchangeRates, documents.ExchangeRates, cancellationToken)
        && await WriteAsync(lease, CatalogKinds.Coupons, documents.Coupons, cancellationToken)
        && await WriteAsync(lease, CatalogKinds.Accounts, documents.Accounts, cancellationToken)
        && await WriteAsync(lease, CatalogKinds.Subscriptions, documents.Subscriptions, cancellationToken)
        && await WriteAsync(lease, CatalogKinds.Amendments, documents.Amendments, cancellationToken);

    private async Task<ImmutableArray<T>> LoadAsync<T>(CatalogKind<T> kind, CancellationToken cancellationToken)
        where T : class
    {
        var shards = await Task.WhenAll(Enumerable.Range(0, kind.Shards)
            .Select(shard => store.ListAsync<T>(Table, kind.PartitionOf(shard), RowRange.All, cancellationToken)));
        return [.. shards.SelectMany(documents => documents).OrderBy(kind.Key, StringComparer.Ordinal)];
    }

    private async Task<bool> WriteAsync<T>(CatalogLease lease, CatalogKind<T> kind, ImmutableArray<T> documents, CancellationToken cancellationToken)
        where T : class
    {
        foreach (var partition in documents.GroupBy(kind.PartitionOf, StringComparer.Ordinal))
        {
            var batch = new TableBatch(Table, partition.Key);
            var bytes = 0;
            foreach (var document in partition)
            {
                var value = FabricJson.Bytes(document);
                if (batch.Changes.Count == TableLimits.BatchChanges || bytes + value.Length > TableLimits.BatchValueBytes)
                {
                    if (!await WriteAsync(lease, batch, cancellationToken))
                    {
                        return false;
                    }

                    (batch, bytes) = (new TableBatch(Table, partition.Key), 0);
                }

                batch.Upsert(kind.Key(document), value);
                bytes += value.Length;
            }

            if (!await WriteAsync(lease, batch, cancellationToken))
            {
                return false;
            }
        }

        return true;
    }

    private async Task<bool> WriteAsync(CatalogLease lease, TableBatch batch, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (lease.Head.WritingUntil - now < Lease / 2)
        {
            var renewed = lease.Head with { WritingUntil = now + Lease };
            if (await TryWriteHeadAsync(renewed, lease.RowVersion, cancellationToken) is not { } version)
            {
                return false;
            }

            lease.Renew(renewed, version);
        }

        // A write that is tried again and again over a bad network must not end after the lease, when another instance may have written the same
        // document: it would put the older one back. What is given up here is written by the repeat of the request.
        lease.HasWritten = true;
        using var outlived = new CancellationTokenSource(lease.Head.WritingUntil!.Value - Margin - now, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(outlived.Token, cancellationToken);
        try
        {
            await store.CommitAsync(batch, either.Token);
            return true;
        }
        catch (OperationCanceledException) when (outlived.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    private async Task<RowVersion?> TryWriteHeadAsync(CatalogHead head, RowVersion? ifMatch, CancellationToken cancellationToken)
    {
        var batch = new TableBatch(Table, HeadPartition);
        var bytes = FabricJson.Bytes(head);
        var result = await store.CommitAsync(ifMatch is { } version ? batch.Update(HeadRow, bytes, version) : batch.Insert(HeadRow, bytes), cancellationToken);
        return result.IsCommitted ? result.Version : null;
    }
}
