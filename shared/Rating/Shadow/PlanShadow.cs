using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using RevenueFunctions.Catalog;
using RevenueFunctions.Validation;

namespace RevenueFunctions.Rating;

/// <summary>
/// Rates closed periods by a draft of a plan and compares the result with the catalog as it is, so that whoever approves it knows what it does. It
/// works on a catalog of its own in memory and changes nothing.
/// </summary>
public sealed class PlanShadow(CatalogReader reader, Rerating rerating)
{
    private const int MostPeriods = 24;
    private const int MostAccounts = 1000;

    /// <summary>Periods rated for one answer: whoever asks for many gets fewer accounts a page.</summary>
    private const int PeriodsOfAPage = 500;

    /// <summary>A page of accounts, or what is wrong with the request.</summary>
    public async Task<(ShadowResult? Result, ImmutableArray<ValidationIssue> Issues)> RunAsync(
        ConfigurationDraft draft, ShadowRequest request, int limit, string? after, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(draft);
        ArgumentNullException.ThrowIfNull(request);
        var catalog = await reader.GetCurrentAsync(cancellationToken);
        if (Check(request, catalog) is { IsEmpty: false } issues)
        {
            return (null, issues);
        }

        var plan = draft.Document.Deserialize<PricePlan>(FabricJson.Options)!;
        var shadow = ShadowCatalog.Of(catalog, plan);
        var wanted = request.Accounts.ToHashSet(StringComparer.Ordinal);
        var size = Math.Clamp(PeriodsOfAPage / request.Periods.Length, 1, limit);
        var rest = ShadowCatalog.AccountsOn(catalog, plan.Key)
            .Where(account => (wanted.Count == 0 || wanted.Contains(account.Id)) && (after is null || string.CompareOrdinal(account.Id, after) > 0))
            .Take(size + 1).ToList();
        var accounts = ImmutableArray.CreateBuilder<ShadowAccount>();
        foreach (var account in rest.Take(size))
        {
            accounts.Add(await AccountAsync(catalog, shadow, account, request.Periods, cancellationToken));
        }

        var compared = accounts.SelectMany(account => account.Periods).Where(period => period.State == ShadowState.Compared).ToList();
        return (new ShadowResult(
            plan.Key, plan.Version, plan.Currency, compared.Count, compared.Sum(one => one.Billed), compared.Sum(one => one.Current), compared.Sum(one => one.Rated), compared.Sum(one => one.Difference),
            accounts.ToImmutable(), rest.Count > size ? rest[size - 1].Id : null), []);
    }

    private static ImmutableArray<ValidationIssue> Check(ShadowRequest request, CatalogSnapshot catalog)
    {
        var issues = ImmutableArray.CreateBuilder<ValidationIssue>();
        if (request.Periods.Length is 0 or > MostPeriods)
        {
            issues.Add(new ValidationIssue("periods", "out-of-range", $"{request.Periods.Length} periods are asked for.", $"Send 1 to {MostPeriods} keys of billing periods."));
        }

        if (request.Accounts.Length > MostAccounts)
        {
            issues.Add(new ValidationIssue("accounts", "too-many", $"{request.Accounts.Length} accounts are named.", $"Name at most {MostAccounts}, or none for all."));
        }

        for (var at = 0; at < request.Periods.Length && issues.Count == 0; at++)
        {
            if (request.Periods[at] is not { } key || !DateOnly.TryParseExact(key, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)
                || request.Periods.IndexOf(key) != at)
            {
                issues.Add(new ValidationIssue(
                    string.Create(CultureInfo.InvariantCulture, $"periods[{at}]"), "invalid-period", "This is no key of a billing period, or it is there twice.",
                    "Send the local date on which the period begins, such as \"20260301\", once."));
            }
        }

        for (var at = 0; at < request.Accounts.Length && issues.Count == 0; at++)
        {
            if (request.Accounts[at] is not { } id || !catalog.Accounts.ContainsKey(id))
            {
                issues.Add(new ValidationIssue(
                    string.Create(CultureInfo.InvariantCulture, $"accounts[{at}]"), "unknown-account", "No such account is in the catalog.", "Name accounts of the catalog, or none for all."));
            }
        }

        return issues.ToImmutable();
    }

    private async Task<ShadowAccount> AccountAsync(
        CatalogSnapshot catalog, CatalogSnapshot shadow, Account account, ImmutableArray<string> keys, CancellationToken cancellationToken)
    {
        var periods = ImmutableArray.CreateBuilder<ShadowPeriod>(keys.Length);
        foreach (var key in keys)
        {
            periods.Add(BillingCalendar.PeriodOf(account, key) is { } period
                ? ShadowComparison.Of(key, await rerating.RunAsync(catalog, account, period, cancellationToken), await rerating.RunAsync(shadow, account, period, cancellationToken))
                : ShadowPeriod.Not(key, ShadowState.NoSuchPeriod));
        }

        return new ShadowAccount(account.Id, periods.Sum(period => period.Difference), periods.MoveToImmutable());
    }
}
