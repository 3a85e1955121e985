namespace RevenueFunctions.Tests.Acceptance.Security;

/// <summary>Keys that cannot be read are an outage, not a refusal; keys that were rolled over are read again at once.</summary>
public sealed class When_the_identity_provider_is_away
{
    private const string User = "b0000000-0000-0000-0000-000000000003";
    private const string Lanes = "/api/v1/lanes";

    [Fact]
    public async Task Should_answer_503_until_it_is_back_and_follow_its_keys()
    {
        var clock = new ShiftedClock(TimeProvider.System.GetUtcNow());
        await using var tenant = await EntraTenant.StartAsync(clock);
        await using var host = await FabricHost.StartAsync(plain => plain with { Settings = tenant.Settings(), Clock = clock });
        using var client = new RawClient(host.Address);

        tenant.IsUp = false;
        var away = await client.GetAsync(Lanes, Token(tenant));
        Assert.True(away.Status == 503 && away.Headers.ContainsKey("Retry-After") && away.Text.Contains("identity-provider-unavailable", StringComparison.Ordinal), away.Text);
        Assert.DoesNotContain(tenant.Authority.ToString(), away.Text, StringComparison.Ordinal);

        // What needs no provider to be judged is refused all the same, and loopback is no way around.
        Assert.Equal(401, (await client.GetAsync(Lanes, "Bearer garbage")).Status);
        Assert.Equal(401, (await client.GetAsync(Lanes)).Status);

        tenant.IsUp = true;
        clock.GoTo(clock.GetUtcNow().AddSeconds(10));
        Assert.Equal(200, (await client.GetAsync(Lanes, Token(tenant))).Status);

        // A token that stays good over the day to come.
        var claims = tenant.Claims(User, "Reader");
        claims["exp"] = clock.GetUtcNow().AddDays(7).ToUnixTimeSeconds();
        var old = $"Bearer {tenant.Sign(claims)}";

        // Strangers' tokens with invented keys cost it one reading a minute.
        clock.GoTo(clock.GetUtcNow().AddMinutes(2));
        var before = tenant.Reads;
        for (var request = 0; request < 10; request++)
        {
            Assert.Equal(401, (await client.GetAsync(Lanes, $"Bearer {tenant.Sign(tenant.Claims(User, "Reader"), head => head["kid"] = $"invented-{request}")}")).Status);
        }

        Assert.Equal(before + 1, tenant.Reads);

        clock.GoTo(clock.GetUtcNow().AddMinutes(2));
        tenant.RollKey("second");
        Assert.Equal(200, (await client.GetAsync(Lanes, Token(tenant))).Status);
        Assert.Equal(401, (await client.GetAsync(Lanes, old)).Status);
        claims["iat"] = 0;
        var kept = $"Bearer {tenant.Sign(claims)}";

        // Known keys outlive an outage of some hours, and not one of days; unknown ones are not judged at all.
        tenant.IsUp = false;
        clock.GoTo(clock.GetUtcNow().AddHours(13));
        Assert.Equal(200, (await client.GetAsync(Lanes, kept)).Status);
        Assert.Equal(503, (await client.GetAsync(Lanes, $"Bearer {tenant.Sign(tenant.Claims(User, "Reader"), head => head["kid"] = "third")}")).Status);
        clock.GoTo(clock.GetUtcNow().AddHours(13));
        Assert.Equal(503, (await client.GetAsync(Lanes, kept)).Status);
    }

    [Fact]
    public async Task Should_ask_for_an_approver_as_soon_as_a_tenant_can_have_one()
    {
        await using var tenant = await EntraTenant.StartAsync();
        await using var host = await FabricHost.StartAsync(plain => plain with { Settings = tenant.Settings() });
        using var client = new RawClient(host.Address);
        var refused = await client.SendAsync(HttpMethod.Post, "/api/v1/catalog/import", $"Bearer {tenant.Token(User, "Configurer")}", SmallCatalog.Json);
        Assert.True(refused.Status == 409 && refused.Text.Contains("drafts", StringComparison.Ordinal), $"{refused.Status} {refused.Text}");
    }

    private static string Token(EntraTenant tenant) => $"Bearer {tenant.Token(User, "Reader")}";
}
