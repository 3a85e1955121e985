namespace RevenueFunctions.Catalog;

/// <summary>
/// Records amendments. Whether one fits is decided while the catalog's lease is held: of two that contradict each other and come at once,
/// the second sees the first.
/// </summary>
public sealed class ContractDesk(CatalogWriter writer, TimeProvider clock)
{
    /// <summary>Records an amendment; its time of recording is now, or that of the earlier request that sent the same one.</summary>
    public async Task<AmendmentOutcome> RecordAsync(Amendment wanted, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(wanted);
        var (recorded, isNew, isKnown) = (wanted, false, true);
        var outcome = await writer.EditAsync(
            catalog =>
            {
                var stored = catalog.AmendmentsBySubscription.GetValueOrDefault(wanted.SubscriptionId, []).FirstOrDefault(one => one.Id == wanted.Id);
                isKnown = catalog.Subscriptions.ContainsKey(wanted.SubscriptionId);
                isNew = stored is null;
                recorded = wanted with { RecordedAt = stored?.RecordedAt ?? clock.GetUtcNow() };
                return isKnown ? new CatalogEdit(new CatalogDocuments { Amendments = [recorded] }) : CatalogEdit.Refuse(new CatalogOutcome.Stored(0, 0));
            },
            cancellationToken);
        return isKnown
            ? outcome is CatalogOutcome.Stored ? new AmendmentOutcome.Recorded(recorded, isNew) : new AmendmentOutcome.Refused(outcome)
            : new AmendmentOutcome.NoSubscription(wanted.SubscriptionId);
    }
}
