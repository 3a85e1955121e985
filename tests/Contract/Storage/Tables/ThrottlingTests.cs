using Azure;
using Azure.Core;
using RevenueFunctions.Functions.Storage;
using RevenueFunctions.Storage;

namespace RevenueFunctions.Tests.Contract.Storage.Tables;

/// <summary>A service that is busy is asked again, later each time; one that stays busy is an outage, and cancellation is neither.</summary>
public sealed class ThrottlingTests(AzuriteFixture azurite)
{
    private const string Table = "throttled";
    private const string Partition = "p";

    public static TheoryData<TableFault> PassingFaults => [TableFault.Busy(0), TableFault.TooMany(0), TableFault.Refused(500, "InternalError"), TableFault.CutBefore];

    [Theory]
    [MemberData(nameof(PassingFaults))]
    public async Task Requests_RefusedTwice_AreRepeatedUntilTheyPass(TableFault fault)
    {
        await using var service = await SpoiledService.StartAsync(azurite);
        var before = service.Proxy.Requests;

        service.Proxy.Plan(fault, fault);
        var committed = await service.Store.CommitAsync(new TableBatch(Table, Partition).Insert("a", new byte[1]).Insert("b", new byte[2]));
        service.Proxy.Plan(fault, fault);
        var read = await service.Store.GetAsync(Table, Partition, "b");
        service.Proxy.Plan(fault, fault);
        var page = await service.Store.QueryAsync(Table, Partition, RowRange.All);

        Assert.True(committed.IsCommitted, committed.ToString());
        Assert.Equal(2, read!.Value.Length);
        Assert.Equal(["a", "b"], page.Rows.Select(row => row.Row));

        // Each of the three takes three attempts; the commit two more requests, because it finds no table and makes it.
        Assert.Equal(11, service.Proxy.Requests - before);
    }

    [Fact]
    public async Task Requests_RefusedWithoutEnd_AreAnOutageAfterTheLastAttempt()
    {
        await using var service = await SpoiledService.StartAsync(azurite);
        var before = service.Proxy.Requests;
        service.Proxy.Otherwise = TableFault.Busy(0);

        var outage = await Assert.ThrowsAsync<StorageUnavailableException>(async () => await service.Store.GetAsync(Table, Partition, "a"));

        Assert.Equal(1 + TableClients.Retries, service.Proxy.Requests - before);
        Assert.Contains("throttled", outage.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<StorageUnavailableException>(async () => await service.Store.CommitAsync(new TableBatch(Table, Partition).Insert("a", default)));
        await Assert.ThrowsAsync<StorageUnavailableException>(async () => await service.Store.QueryAsync(Table, Partition, RowRange.All));
        await Assert.ThrowsAsync<StorageUnavailableException>(async () => await service.Store.GetManyAsync(Table, Partition, ["a", "b"]));
    }

    [Fact]
    public async Task Request_CancelledWhileItWaits_IsCancelledAndNoOutage()
    {
        await using var service = await SpoiledService.StartAsync(azurite);
        service.Proxy.Otherwise = TableFault.Held;
        using var cancelled = new CancellationTokenSource();

        var reading = service.Store.GetAsync(Table, Partition, "a", cancelled.Token).AsTask();
        var writing = service.Store.CommitAsync(new TableBatch(Table, Partition).Insert("a", default), cancelled.Token).AsTask();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => writing);
    }

    [Fact]
    public async Task Requests_NobodyListens_AreAnOutage()
    {
        var service = await SpoiledService.StartAsync(azurite);
        await service.Proxy.DisposeAsync();

        await Assert.ThrowsAsync<StorageUnavailableException>(async () => await service.Store.GetAsync(Table, Partition, "a"));
        service.Store.Dispose();
    }

    [Theory]
    [InlineData(401, "AuthenticationFailed")]
    [InlineData(403, "AuthorizationPermissionMismatch")]
    public async Task Requests_OfAnIdentityWithoutTheRole_NameTheRole(int status, string code)
    {
        await using var service = await SpoiledService.StartAsync(azurite);
        service.Proxy.Plan(TableFault.Refused(status, code));

        var outage = await Assert.ThrowsAsync<StorageUnavailableException>(async () => await service.Store.GetAsync(Table, Partition, "a"));

        Assert.Contains("Storage Table Data Contributor", outage.Message, StringComparison.Ordinal);
    }

    /// <summary>What the client waits, by the strategy that the app gives it: pure arithmetic, no clock.</summary>
    [Fact]
    public void Delay_OfEachAttempt_DoublesWithJitter()
    {
        foreach (var (attempt, milliseconds) in new[] { (1, 200), (2, 400), (3, 800), (4, 1600), (5, 3200) })
        {
            var drawn = Enumerable.Range(0, 200).Select(_ => TableClients.Delay.GetNextDelay(null!, attempt).TotalMilliseconds).ToList();

            Assert.All(drawn, delay => Assert.InRange(delay, milliseconds * 0.79, milliseconds * 1.21));
            Assert.True(drawn.Distinct().Count() > 20, $"attempt {attempt}: {drawn.Distinct().Count()} different delays of 200");
        }
    }

    [Fact]
    public async Task Delay_TheServiceSaysHowLong_IsAtLeastThat()
    {
        await using var service = await SpoiledService.StartAsync(azurite);
        service.Proxy.Otherwise = TableFault.Busy(30);
        using var enough = new CancellationTokenSource();
        Response? busy = null;
        service.Delays.Asked = response =>
        {
            busy = response;
            enough.Cancel();
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await service.Store.GetAsync(Table, Partition, "a", enough.Token));

        Assert.Equal(503, busy!.Status);
        Assert.InRange(TableClients.Delay.GetNextDelay(busy, 1).TotalSeconds, 30, 31);
    }
}
