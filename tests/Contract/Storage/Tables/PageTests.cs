using System.Globalization;
using Azure.Data.Tables;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using RevenueFunctions.Functions.Storage;
using RevenueFunctions.Storage;

namespace RevenueFunctions.Tests.Contract.Storage.Tables;

/// <summary>Pages: the port's over the service's, which may end anywhere.</summary>
public sealed class PageTests(AzuriteFixture azurite)
{
    private const string Table = "pages";

    [Fact]
    public async Task Query_MoreThanAServicePage_FindsEachRowOnceInOrder()
    {
        var store = await azurite.SharedStoreAsync(1);
        const int rows = 1100;
        foreach (var some in Enumerable.Range(0, rows).Chunk(TableLimits.BatchChanges))
        {
            var batch = new TableBatch(Table, "many");
            some.ToList().ForEach(row => batch.Insert(Key(row), default));
            await store.CommitAsync(batch);
        }

        var (sizes, found) = (new List<int>(), new List<string>());
        string? continuation = null;
        do
        {
            var page = await store.QueryAsync(Table, "many", RowRange.Prefix("r"), TableLimits.PageRows, continuation);
            sizes.Add(page.Rows.Count);
            found.AddRange(page.Rows.Select(row => row.Row));
            continuation = page.Continuation;
        }
        while (continuation is not null);

        Assert.Equal([1000, 100], sizes);
        Assert.Equal(Enumerable.Range(0, rows).Select(Key), found);
    }

    [Fact]
    public async Task Query_ExactlyAPage_IsTheLastOne()
    {
        var store = await azurite.SharedStoreAsync(1);
        var batch = new TableBatch(Table, "exact");
        Enumerable.Range(0, 20).ToList().ForEach(row => batch.Insert(Key(row), default));
        await store.CommitAsync(batch);

        Assert.Null((await store.QueryAsync(Table, "exact", RowRange.All, 20)).Continuation);
        Assert.Equal(Key(19), (await store.QueryAsync(Table, "exact", RowRange.All, 19)).Continuation);
    }

    /// <summary>Azure may answer nothing and a token: five seconds were over, or a server boundary was met.</summary>
    [Fact]
    public async Task Query_ServicePagesAreShortOrEmpty_GoesOnUntilItIsFull()
    {
        string[][] served = [[], ["r0000"], [], ["r0001", "r0002"], ["r0003"]];
        var asked = new List<string>();
        await using var service = await LoopbackApp.StartAsync(app => app.Run(async context =>
        {
            if (!context.Request.Path.Value!.EndsWith("()", StringComparison.Ordinal))
            {
                // The mark of a single account, and nothing else, is there.
                await context.Response.WriteAsync("""{"odata.etag":"W/\"datetime'x'\"","PartitionKey":"mark","RowKey":"place","Place":"1 of 1"}""");
                return;
            }

            var at = int.Parse(context.Request.Query["NextRowKey"].FirstOrDefault() ?? "0", CultureInfo.InvariantCulture);
            asked.Add($"{context.Request.Query["NextPartitionKey"]} {context.Request.Query["NextRowKey"]}".Trim());
            if (at + 1 < served.Length)
            {
                context.Response.Headers["x-ms-continuation-NextPartitionKey"] = "np";
                context.Response.Headers["x-ms-continuation-NextRowKey"] = (at + 1).ToString(CultureInfo.InvariantCulture);
            }

            var rows = served[at].Select(row => $$"""{"odata.etag":"W/\"datetime'1'\"","PartitionKey":"p","RowKey":"{{row}}"}""");
            await context.Response.WriteAsync($$"""{"value":[{{string.Join(',', rows)}}]}""");
        }));
        using var store = new AzureTableStore(
            [new TableServiceClient($"AccountName=a;AccountKey=a2V5;TableEndpoint={service.Client.BaseAddress}a", TableClients.Options())]);

        var first = await store.QueryAsync(Table, "p", RowRange.All, 2);
        var all = await store.QueryAsync(Table, "p", RowRange.All);

        Assert.Equal(["r0000", "r0001"], first.Rows.Select(row => row.Row));
        Assert.Equal("r0002", first.Continuation);
        Assert.Equal(["r0000", "r0001", "r0002", "r0003"], all.Rows.Select(row => row.Row));
        Assert.Null(all.Continuation);
        Assert.Equal(["", "np 1", "np 2", "np 3"], asked[..4]);
    }

    private static string Key(int row) => string.Create(CultureInfo.InvariantCulture, $"r{row:D4}");
}
