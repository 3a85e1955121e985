using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using RevenueFunctions.Functions.Access;
using RevenueFunctions.Functions.Http;
using RevenueFunctions.Local.Storage;
using RevenueFunctions.Operations;
using RevenueFunctions.Storage;

namespace RevenueFunctions.Tests.Contract.Hosting;

/// <summary>No crash and no outage lets a command take effect without an entry that says who wanted it.</summary>
public sealed class CommandAuditTests
{
    private const int Commits = 3;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Post_KilledAtAnyCommit_HasNoEffectWithoutAnIntent(bool afterCommit)
    {
        for (var cut = 1; cut <= Commits; cut++)
        {
            var store = new FaultyStore(new MemoryStore());
            await using (var host = await HostBench.StartAsync([typeof(Command)], store: store))
            {
                store.Plan(StoreFault.Kill(cut, afterCommit));
                Assert.Equal(500, (await host.SendAsync(HttpMethod.Post, "/api/Do")).Status);
                Assert.Equal(cut, store.Commits);
                store.Restore();
            }

            var entries = await EntriesAsync(store.Inner);
            var hasEffect = await store.Inner.GetAsync("effects", "all", "one") is not null;
            Assert.Equal(cut > 2 || (cut == 2 && afterCommit), hasEffect);
            Assert.Equal(hasEffect || cut > 1 || afterCommit, entries.Count > 0);

            // The next process goes on, and the command may come again.
            await using var next = await HostBench.StartAsync([typeof(Command)], store: store);
            Assert.Equal(200, (await next.SendAsync(HttpMethod.Post, "/api/Do")).Status);
            var whole = await AuditReading.VerifyAsync(store.Inner, null);
            Assert.Null(whole.Fault);
            Assert.Equal((cut, afterCommit) is (1, false) or (3, true) ? 0 : 1, whole.WithoutOutcome);
        }
    }

    [Fact]
    public async Task Post_StoreDown_DoesNothingAndSaysSo()
    {
        var store = new FaultyStore(new MemoryStore());
        await using var host = await HostBench.StartAsync([typeof(Command)], store: store);
        store.RefusesWrites = true;
        Assert.Equal(503, (await host.SendAsync(HttpMethod.Post, "/api/Do")).Status);
        store.Restore();
        Assert.Null(await store.GetAsync("effects", "all", "one"));
        Assert.Empty(await EntriesAsync(store));
    }

    [Fact]
    public async Task Post_FunctionFails_IsKeptAsAFailure()
    {
        var store = new MemoryStore();
        await using var host = await HostBench.StartAsync([typeof(Command)], store: store);
        Assert.Equal(500, (await host.SendAsync(HttpMethod.Post, "/api/Fail")).Status);
        Assert.Equal([(AuditKind.Intent, null), (AuditKind.Outcome, 500)], (await EntriesAsync(store)).Select(entry => (entry.Kind, entry.Status)));
    }

    private static async Task<List<AuditEntry>> EntriesAsync(ITableStore store)
    {
        using var log = new AuditLog(store, TimeProvider.System);
        return await log.EntriesAsync().ToListAsync();
    }

    public sealed class Command(ITableStore store)
    {
        [Function("Do")]
        [ApiOperation(Role.Operator, "Sample", "Has an effect.")]
        public async Task<IResult> DoAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post")] HttpRequest request)
        {
            await store.CommitAsync(new TableBatch("effects", "all").Upsert("one", new byte[1]));
            return Results.Ok();
        }

        [Function("Fail")]
        [ApiOperation(Role.Operator, "Sample", "Fails.")]
        public static IResult Fail([HttpTrigger(AuthorizationLevel.Anonymous, "post")] HttpRequest request) => throw new InvalidOperationException("A bug.");
    }
}
