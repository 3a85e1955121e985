using RevenueFunctions.Local.Engines;
using RevenueFunctions.Local.Storage;
using RevenueFunctions.Sagas;
using RevenueFunctions.Storage;

namespace RevenueFunctions.Tests.Contract.Sagas;

/// <summary>A task hub belongs to one deployment, and goes on to newer versions only.</summary>
public class TaskHubClaimsTests
{
    private readonly MemoryStore store = new();
    private readonly VirtualClock clock = new(DateTimeOffset.UnixEpoch.AddYears(56));

    private TaskHubClaims Claims => new(store, clock);

    [Fact]
    public async Task Claim_ByManyInstancesAtOnce_IsOneClaim()
    {
        var claims = await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => Task.Run(() => ClaimAsync("func", "1.1"))));
        Assert.Single(claims.Distinct());
    }

    [Fact]
    public async Task Claim_ByTwoDeploymentsAtOnce_IsOneOfThem()
    {
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 32).Select(at => Task.Run(async () =>
        {
            try
            {
                return (await ClaimAsync($"func-{at % 2}", "1.1")).Deployment;
            }
            catch (TaskHubRefusedException)
            {
                return "refused";
            }
        })));
        Assert.Equal(16, outcomes.Count(outcome => outcome == "refused"));
        Assert.Single(outcomes.Distinct().Except(["refused"]));
    }

    [Fact]
    public async Task Claim_OfARollingUpdate_FollowsTheNewerVersion()
    {
        var old = await ClaimAsync("func", "1.1");
        await Claims.UseAsync(old, "1.1");

        // Both run side by side. Until a saga begins on the new version, the way back is free.
        var updated = await ClaimAsync("func", "1.2");
        await ClaimAsync("func", "1.1");
        Assert.Equal("1.2", (await Claims.UseAsync(updated, "1.2")).SagaVersion);

        // The old instances go on, and set nothing back.
        Assert.Equal("1.2", (await Claims.UseAsync(old, "1.1")).SagaVersion);
        await ClaimAsync("func", "1.10");
        var refused = await Assert.ThrowsAsync<TaskHubRefusedException>(() => ClaimAsync("func", "1.1"));
        Assert.Contains("Sagas of version 1.2 run on task hub 'fabric'", refused.Message, StringComparison.Ordinal);
        Assert.Contains("knows versions up to 1.1", refused.Message, StringComparison.Ordinal);
        Assert.Contains("TaskHub__Release=func/1.2@", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Claim_OfAnotherDeployment_IsRefusedUntilItIsReleased()
    {
        var held = await Claims.UseAsync(await ClaimAsync("func-old", "1.1"), "1.1");
        var refused = await Assert.ThrowsAsync<TaskHubRefusedException>(() => ClaimAsync("func-new", "1.1"));
        Assert.Contains("'func-old'", refused.Message, StringComparison.Ordinal);
        Assert.Contains("TASKHUB_NAME", refused.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<TaskHubRefusedException>(() => ClaimAsync("func-new", "1.1", "func-old"));
        await Assert.ThrowsAsync<TaskHubRefusedException>(() => ClaimAsync("func-new", "1.1", "func-old/1.1"));
        await Assert.ThrowsAsync<TaskHubRefusedException>(() => ClaimAsync("func-new", "1.1", (held with { SagaVersion = "1.0" }).Mark));
        Assert.Contains($"TaskHub__Release={held.Mark}.", refused.Message, StringComparison.Ordinal);
        var taken = await ClaimAsync("func-new", "1.1", held.Mark);
        Assert.Equal("func-new", taken.Deployment);

        // Left in the settings it opens nothing; the old deployment finds out when it starts again, or starts a saga.
        await ClaimAsync("func-new", "1.1", held.Mark);
        await Assert.ThrowsAsync<TaskHubRefusedException>(() => ClaimAsync("func-third", "1.1", held.Mark));
        await Assert.ThrowsAsync<TaskHubRefusedException>(() => ClaimAsync("func-old", "1.1"));
        await Assert.ThrowsAsync<TaskHubRefusedException>(() => Claims.UseAsync(taken with { Deployment = "func-old" }, "1.1"));
    }

    [Fact]
    public async Task Claim_ReleasedAndTakenBack_IsNotReleasedBySettingsOfTheFirstTime()
    {
        var first = await ClaimAsync("func-a", "1.1");
        clock.Advance(TimeSpan.FromMilliseconds(1));
        var second = await ClaimAsync("func-b", "1.1", first.Mark);
        clock.Advance(TimeSpan.FromMilliseconds(1));
        var back = await ClaimAsync("func-a", "1.1", second.Mark);

        Assert.Equal(first.Deployment, back.Deployment);
        await Assert.ThrowsAsync<TaskHubRefusedException>(() => ClaimAsync("func-b", "1.1", first.Mark));
    }

    [Fact]
    public async Task Use_AfterTheVersionWasTakenBack_RecordsItAgain()
    {
        var newer = await Claims.UseAsync(await ClaimAsync("func", "1.2"), "1.2");
        Assert.Null((await ClaimAsync("func", "1.1", newer.Mark)).SagaVersion);
        clock.Advance(TimeSpan.FromMilliseconds(1));

        // An instance of the newer build that is still there begins a saga: the older build is refused again.
        Assert.Equal("1.2", (await Claims.UseAsync(newer, "1.2")).SagaVersion);
        await Assert.ThrowsAsync<TaskHubRefusedException>(() => ClaimAsync("func", "1.1", newer.Mark));
    }

    [Fact]
    public async Task Claim_OfAnotherStorageLayout_IsRefusedWhateverIsReleased()
    {
        await store.TryInsertAsync("host", "taskhub", "fabric", new TaskHubClaim("fabric", "func", StorageLayout.Version + 1, "1.1", DateTimeOffset.UnixEpoch), TestContext.Current.CancellationToken);
        var refused = await Assert.ThrowsAsync<TaskHubRefusedException>(() => ClaimAsync("func", "1.1", "func/1.1@0"));
        Assert.Contains("storage layout 2, and this app reads and writes layout 1", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Claim_OfAnotherTaskHub_IsNoMatterOfThisOne()
    {
        await ClaimAsync("func", "1.1");
        Assert.Equal("func-new", (await Claims.ClaimAsync("other", "func-new", "1.1", null, TestContext.Current.CancellationToken)).Deployment);
    }

    private Task<TaskHubClaim> ClaimAsync(string deployment, string version, string? released = null) =>
        Claims.ClaimAsync("fabric", deployment, version, released, TestContext.Current.CancellationToken);
}
