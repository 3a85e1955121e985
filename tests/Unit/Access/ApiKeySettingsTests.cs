using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using RevenueFunctions.Functions.Access;

namespace RevenueFunctions.Tests.Unit.Access;

/// <summary>What the settings of API keys may be, and whom they make known.</summary>
public class ApiKeySettingsTests
{
    private const string Secret = "0123456789abcdef";

    [Theory]
    [InlineData("ApiKeys:desk:Roles=Reader", "either ApiKeys:desk:Hash")]
    [InlineData("ApiKeys:desk:Key=0123456789abcdef;ApiKeys:desk:Hash=00;ApiKeys:desk:Roles=Reader", "and not both")]
    [InlineData("ApiKeys:desk:Key=short;ApiKeys:desk:Roles=Reader", "openssl rand")]
    [InlineData("ApiKeys:desk:Hash=zz;ApiKeys:desk:Roles=Reader", "sha256sum")]
    [InlineData("ApiKeys:desk:Key=0123456789abcdef", "Reader, Operator, Configurer, Approver")]
    [InlineData("ApiKeys:desk:Key=0123456789abcdef;ApiKeys:desk:Roles=Reader,Root", "Reader, Operator, Configurer, Approver")]
    [InlineData("ApiKeys:desk:Key=0123456789abcdef;ApiKeys:desk:Roles=Anyone", "Reader, Operator, Configurer, Approver")]
    [InlineData("ApiKeys:desk:Key=0123456789abcdef;ApiKeys:desk:Roles=1", "Reader, Operator, Configurer, Approver")]
    [InlineData("ApiKeys:desk:Key=0123456789abcdef;ApiKeys:desk:Roles=Operator;ApiKeys:desk:Accounts=acme", "Roles=Reader")]
    [InlineData("ApiKeys:desk:Key=0123456789abcdef;ApiKeys:desk:Roles=Reader;ApiKeys:desk:Accounts=,", "at least one")]
    [InlineData("ApiKeys:de sk:Key=0123456789abcdef;ApiKeys:de sk:Roles=Reader", "is no name for a key")]
    [InlineData("ApiKeys:desk:Key=0123456789abcdef;ApiKeys:desk:Roles=Reader;ApiKeys:floor:Key=0123456789abcdef;ApiKeys:floor:Roles=Operator", "are the same key")]
    public void Validate_AMistake_NamesTheSettingAndTheRemedy(string settings, string expected)
    {
        var refused = Assert.Throws<OptionsValidationException>(() => Source(settings));
        Assert.Contains("ApiKeys:", refused.Message, StringComparison.Ordinal);
        Assert.Contains(expected, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Find_AKnownKey_IsItsCaller()
    {
        var source = Source($"ApiKeys:desk:Key={Secret};ApiKeys:desk:Roles=operator , Configurer;ApiKeys:portal:Key=fedcba9876543210;ApiKeys:portal:Roles=Reader;ApiKeys:portal:Accounts=acme, other");
        var desk = Assert.IsType<CallerFinding.Known>(await FindAsync(source, Secret)).Caller;
        Assert.Equal(("key:desk", true, true, true, false), (desk.Subject, desk.Has(Role.Operator), desk.Has(Role.Configurer), desk.Has(Role.Reader), desk.Has(Role.Approver)));
        Assert.True(desk.Accounts is null && desk.MaySee("anything"));

        var portal = Assert.IsType<CallerFinding.Known>(await FindAsync(source, "fedcba9876543210")).Caller;
        Assert.Equal(["acme", "other"], portal.Accounts!);
        Assert.True(portal.MaySee("acme") && !portal.MaySee("Acme") && !portal.MaySee(string.Empty));
    }

    [Fact]
    public async Task Find_TwoKeysInOneRequest_IsNobody() =>
        Assert.IsType<CallerFinding.Unknown>(await FindAsync(Source($"ApiKeys:desk:Key={Secret};ApiKeys:desk:Roles=Reader"), Secret, Secret));

    [Fact]
    public async Task Find_NoKeyConfigured_LeavesItToOthers() => Assert.IsType<CallerFinding.None>(await FindAsync(Source(string.Empty), Secret));

    private static async Task<CallerFinding> FindAsync(ApiKeyCallers source, params string[] keys)
    {
        var http = new DefaultHttpContext();
        http.Request.Headers[ApiKeyCallers.Header] = keys;
        return await source.FindAsync(http.Request, TestContext.Current.CancellationToken);
    }

    private static ApiKeyCallers Source(string settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(one => one.Split('=', 2)).ToDictionary(pair => pair[0], pair => (string?)pair[1]))
            .Build();
        return (ApiKeyCallers)new ServiceCollection().AddAccess(configuration).BuildServiceProvider().GetRequiredService<ICallerSource>();
    }
}
