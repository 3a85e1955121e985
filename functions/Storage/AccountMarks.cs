using System.Globalization;
using Azure;
using Azure.Data.Tables;
using RevenueFunctions.Storage;

namespace RevenueFunctions.Functions.Storage;

/// <summary>
/// A mark in each account: "account 2 of 3". With another number or order of accounts most rows would not be found again, and be written
/// anew elsewhere; so the app refuses to start. The first account is marked last: once it is marked, all are, and an account
/// without a mark is a wrong one.
/// </summary>
internal static class AccountMarks
{
    private const string Table = "dataaccounts";
    private const string Partition = "mark";
    private const string Row = "place";
    private const string Mark = "Place";

    /// <exception cref="DataAccountsChangedException">The settings name other accounts than the rows were spread over.</exception>
    public static async Task CheckAsync(IReadOnlyList<TableAccount> accounts, CancellationToken cancellationToken)
    {
        var isNew = await ReadAsync(accounts[0], cancellationToken) is null;
        for (var at = accounts.Count - 1; at >= 0; at--)
        {
            var place = string.Create(CultureInfo.InvariantCulture, $"{at + 1} of {accounts.Count}");
            if (isNew)
            {
                await MarkAsync(accounts[at], place, cancellationToken);
            }

            var found = await ReadAsync(accounts[at], cancellationToken);
            if (found != place)
            {
                throw new DataAccountsChangedException(accounts[at].Uri, place, found);
            }
        }
    }

    private static Task<string?> ReadAsync(TableAccount account, CancellationToken cancellationToken) => account.RequestAsync(
        async () =>
        {
            var found = await account.Table(Table).GetEntityIfExistsAsync<TableEntity>(Partition, Row, null, cancellationToken);
            return found.HasValue ? found.Value!.GetString(Mark) : null;
        },
        cancellationToken);

    // Another instance may mark the same account at the same time: who comes second compares.
    private static Task<CommitResult> MarkAsync(TableAccount account, string place, CancellationToken cancellationToken) => account.WriteAsync(
        Table,
        async table =>
        {
            try
            {
                await table.AddEntityAsync(new TableEntity(Partition, Row) { [Mark] = place }, cancellationToken);
                return CommitResult.Committed(default);
            }
            catch (RequestFailedException failure) when (TableFailures.Conflict(failure) is { } there)
            {
                return there;
            }
        },
        cancellationToken);
}
