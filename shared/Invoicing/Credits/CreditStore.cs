using System.Collections.Immutable;
using RevenueFunctions.Catalog;
using RevenueFunctions.Storage;

namespace RevenueFunctions.Invoicing;

/// <summary>Keeps the prepaid credits of accounts: grants, their balances, what invoices draw of them, and the ledger of it all.</summary>
public sealed class CreditStore(ITableStore store, TimeProvider clock)
{
    /// <summary>Grants of one account: they share a row.</summary>
    public const int MostGrants = 1000;

    private readonly CreditRows rows = new(store);

    /// <summary>Adds a grant. The same one again is granted already.</summary>
    public async Task<GrantOutcome> GrantAsync(string accountId, CreditGrant grant, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(grant);
        grant = grant with { Amount = Currencies.Round(new Money(grant.Amount, grant.Currency)).Amount };
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (head, version) = await rows.HeadAsync(accountId, cancellationToken);
            if (head.Balances.FirstOrDefault(balance => balance.Grant.Id == grant.Id) is { } known)
            {
                // When it was first recorded is not part of what the sender repeats.
                return CatalogDifference.AreSame(known.Grant, grant with { GrantedAt = known.Grant.GrantedAt })
                    ? new GrantOutcome.Granted(known, false)
                    : new GrantOutcome.Conflicting(known.Grant);
            }

            if (head.Balances.Length >= MostGrants)
            {
                return new GrantOutcome.TooMany(MostGrants);
            }

            var balance = new CreditBalance(grant, grant.Amount);
            var next = head with { Entries = head.Entries + 1, Balances = head.Balances.Add(balance) };
            var entry = new CreditEntry(next.Entries, clock.GetUtcNow(), CreditEntryKind.Granted, [new CreditMovement(grant.Id, grant.Amount, grant.Amount)]);
            if (await rows.TryWriteAsync(accountId, next, version, entry, null, null, cancellationToken))
            {
                return new GrantOutcome.Granted(balance, true);
            }
        }
    }

    /// <summary>What is left of every grant of an account, in the order in which they were granted.</summary>
    public async Task<ImmutableArray<CreditBalance>> BalancesAsync(string accountId, CancellationToken cancellationToken = default) =>
        (await rows.HeadAsync(accountId, cancellationToken)).Head.Balances;

    /// <summary>A page of an account's credit ledger, from its beginning.</summary>
    public Task<(IReadOnlyList<CreditEntry> Entries, string? Next)> LedgerAsync(
        string accountId, int limit, string? continuation, CancellationToken cancellationToken = default) =>
        rows.EntriesAsync(accountId, limit, continuation, cancellationToken);

    /// <summary>What an invoice may draw.</summary>
    public Task<CreditAllowance> AllowanceAsync(InvoiceId invoice, CancellationToken cancellationToken = default) => rows.AllowanceAsync(invoice, cancellationToken);

    /// <summary>
    /// Reserves for a draft what it draws, instead of what it held before. False when the account's balances changed since the allowance was
    /// read: the draft has to be made anew by what is left now.
    /// </summary>
    public async Task<bool> TryReserveAsync(CreditAllowance allowance, Reservation wanted, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(allowance);
        ArgumentNullException.ThrowIfNull(wanted);
        var held = allowance.Held ?? new Reservation(wanted.InvoiceId, [], []);
        return held.IsFinal || held.HoldsSameAs(wanted) || await TryHoldAsync(allowance, wanted, cancellationToken);
    }

    /// <summary>
    /// Settles what an issued invoice draws: exactly what it says, from now on whatever a late repeat of an earlier step tries. False when that
    /// is no longer there, which takes a repeat that ran while the invoice was issued and another invoice that drew the rest.
    /// </summary>
    public async Task<bool> SettleAsync(InvoiceSummary issued, IReadOnlyCollection<string> limitedCoupons, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(issued);
        var wanted = ReservationOf(issued.Id, issued.Credits, issued.Coupons, limitedCoupons) with { IsFinal = true };
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var allowance = await rows.AllowanceAsync(InvoiceId.Parse(issued.Id), cancellationToken);
            var held = allowance.Held ?? new Reservation(issued.Id, [], []);
            if (held.IsFinal || (held.HoldsSameAs(wanted) && held.IsEmpty))
            {
                return true;
            }

            if (allowance.Head.With(allowance.Held).Without(wanted) is null)
            {
                return false;
            }

            if (await TryHoldAsync(allowance, wanted, cancellationToken))
            {
                return true;
            }
        }
    }

    /// <summary>Returns what an invoice holds; an invoice that holds nothing is done already.</summary>
    public async Task ReturnAsync(string invoiceId, CancellationToken cancellationToken = default)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var allowance = await rows.AllowanceAsync(InvoiceId.Parse(invoiceId), cancellationToken);
            if (allowance.Held is null || await TryHoldAsync(allowance, new Reservation(invoiceId, [], []), cancellationToken))
            {
                return;
            }
        }
    }

    /// <summary>
    /// Returns a part of what an issued invoice drew, once for each document that takes it back, such as a credit note: the same document
    /// again returns nothing more. What the invoice no longer holds is not returned twice either.
    /// </summary>
    public async Task ReturnAsync(string invoiceId, string documentId, ImmutableArray<InvoiceCredit> part, CancellationToken cancellationToken = default)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var allowance = await rows.AllowanceAsync(InvoiceId.Parse(invoiceId), cancellationToken);
            if (allowance.Held is not { } held || held.Returns.Contains(documentId))
            {
                return;
            }

            var rest = held.Credits.Select(draw => draw with { Amount = Math.Max(0m, draw.Amount - part.Where(credit => credit.GrantId == draw.GrantId).Sum(credit => credit.Amount)) });
            var wanted = held with { Credits = [.. rest.Where(draw => draw.Amount > 0m)], Returns = held.Returns.Add(documentId) };
            if (await TryHoldAsync(allowance, wanted, cancellationToken))
            {
                return;
            }
        }
    }

    /// <summary>The invoices of an account's period that hold something.</summary>
    public async Task<IReadOnlyList<string>> HoldersAsync(string accountId, string periodKey, CancellationToken cancellationToken = default) =>
        [.. (await rows.ReservationsAsync(accountId, periodKey, cancellationToken)).Select(reservation => reservation.InvoiceId)];

    /// <summary>What an invoice with these credits and coupons has to hold.</summary>
    public static Reservation ReservationOf(
        string invoiceId, ImmutableArray<InvoiceCredit> credits, ImmutableArray<InvoiceCoupon> coupons, IReadOnlyCollection<string> limitedCoupons) =>
        new(invoiceId,
            [.. credits.Select(credit => new CreditDraw(credit.GrantId, credit.Amount))],
            [.. coupons.Select(coupon => coupon.Key).Where(limitedCoupons.Contains)]);

    private async Task<bool> TryHoldAsync(CreditAllowance allowance, Reservation wanted, CancellationToken cancellationToken)
    {
        var head = allowance.Head.With(allowance.Held).Without(wanted)
            ?? throw new InvalidOperationException($"Invoice '{wanted.InvoiceId}' draws more than the account has: the drawdown must stay within the allowance.");
        var movements = Movements(allowance.Head, head);
        CreditEntry? entry = null;
        if (!movements.IsEmpty)
        {
            head = head with { Entries = head.Entries + 1 };
            var kind = movements.All(movement => movement.Amount > 0m) ? CreditEntryKind.Returned : CreditEntryKind.Drawn;
            entry = new CreditEntry(head.Entries, clock.GetUtcNow(), kind, movements, wanted.InvoiceId);
        }

        return await rows.TryWriteAsync(InvoiceId.Parse(wanted.InvoiceId).AccountId, head, allowance.HeadVersion, entry, allowance, wanted, cancellationToken);
    }

    private static ImmutableArray<CreditMovement> Movements(CreditHead before, CreditHead after) =>
    [
        .. after.Balances.Zip(before.Balances)
            .Where(pair => pair.First.Remaining != pair.Second.Remaining)
            .Select(pair => new CreditMovement(pair.First.Grant.Id, pair.First.Remaining - pair.Second.Remaining, pair.First.Remaining)),
    ];
}
