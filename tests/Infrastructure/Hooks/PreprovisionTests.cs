namespace RevenueFunctions.Tests.Infrastructure.Hooks;

/// <summary>infra/hooks/preprovision.sh and entra.sh: what stops a deployment before anything is made, and the registration in Entra ID.</summary>
public sealed class PreprovisionTests : IDisposable
{
    private const string Hook = "preprovision.sh";
    private const string AllRoles = "Reader Operator Configurer Approver CustomerReader";
    private readonly HookRun hook = new();

    public PreprovisionTests() => Assert.SkipWhen(HookRun.WhyNot is not null, HookRun.WhyNot ?? string.Empty);

    [Fact]
    public void Run_NewEnvironment_PassesAndChangesNothing()
    {
        var (code, said) = hook.Run(Hook);

        Assert.True(code == 0, said);
        Assert.DoesNotContain(hook.Asked, call => call.StartsWith("azd ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("DATA_ACCOUNTS", "3", "DATA_ACCOUNTS is 3, but the rows are spread over 2 data accounts")]
    [InlineData("USAGE_PARTITIONS", "16", "USAGE_PARTITIONS is 16, but the usage hub has 32")]
    [InlineData("DURABLE_BACKEND", "azureStorage", "storageProvider in host.json says otherwise")]
    [InlineData("FAKE_FLEX", "", "westeurope does not offer Flex Consumption")]
    [InlineData("AZURE_LOCATION", "brazilsouth", "brazilsouth has no Durable Task Scheduler")]
    [InlineData("FAKE_APP_PROVIDER", "NotRegistered", "az provider register --namespace Microsoft.App")]
    [InlineData("ENTRA_TENANT_ID", "tenant-1", "ENTRA_AUDIENCE is not")]
    public void Run_WhatCannotWork_StopsAndNamesIt(string name, string value, string expected)
    {
        hook.With(("TABLE_STORAGE_SERVICE_URIS", "https://a.table.core.windows.net,https://b.table.core.windows.net"), ("USAGE_HUB_PARTITIONS", "32"), ("VNET_ENABLED", "true"));

        var (code, said) = hook.With((name, value)).Run(Hook);

        Assert.Equal(1, code);
        Assert.Contains(expected, said, StringComparison.Ordinal);
        Assert.Contains("Nothing was provisioned: 1 thing(s) to put right", said, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_MorePartitionsThanTheTierHas_Stops()
    {
        var (code, said) = hook.With(("USAGE_PARTITIONS", "64")).Run(Hook);

        Assert.Equal(1, code);
        Assert.Contains("EVENT_HUBS_SKU Premium", said, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_DeployedBefore_KeepsWhatIsFixed()
    {
        var (code, said) = hook.With(("TABLE_STORAGE_SERVICE_URIS", "https://a.table.core.windows.net,https://b.table.core.windows.net"), ("USAGE_HUB_PARTITIONS", "32")).Run(Hook);

        Assert.True(code == 0, said);
        Assert.Contains("azd env set DATA_ACCOUNTS 2", hook.Asked);
        Assert.Contains("azd env set USAGE_PARTITIONS 32", hook.Asked);
    }

    [Fact]
    public void Entra_AskedForTheFirstTime_RegistersTheApiWithoutASecret()
    {
        var (code, said) = hook.With(("ENTRA", "true")).Run(Hook);

        Assert.True(code == 0, said);
        Assert.Contains(hook.Asked, call => call.StartsWith("az ad app create --display-name revenue-functions-test", StringComparison.Ordinal));
        Assert.Equal(2, Graph("PATCH"));
        Assert.Equal(1, Graph("POST"));
        Assert.Contains(hook.Asked, call => call.Contains("\"appId\": \"client-1\", \"appRoleAssignmentRequired\": true", StringComparison.Ordinal));
        Assert.Contains("azd env set ENTRA_TENANT_ID tenant-1", hook.Asked);
        Assert.Contains("azd env set ENTRA_CLIENT_ID client-1", hook.Asked);
        Assert.Contains("azd env set ENTRA_AUDIENCE api://client-1", hook.Asked);
        Assert.DoesNotContain(hook.Asked, call => call.Contains("credential", StringComparison.OrdinalIgnoreCase) || call.Contains("password", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void Entra_RegisteredBefore_LeavesTheRegistrationAlone()
    {
        var (code, said) = hook.With(("ENTRA", "true"), ("FAKE_APPLICATIONS", "client-1"), ("FAKE_ROLES", AllRoles), ("FAKE_PRINCIPAL", "client-1"), ("FAKE_SCOPE", "scope-1"), ("FAKE_CALLER", "cli")).Run(Hook);

        Assert.True(code == 0, said);
        Assert.DoesNotContain(hook.Asked, call => call.Contains(" create ", StringComparison.Ordinal) || call.StartsWith("az rest", StringComparison.Ordinal) || call.StartsWith("az ad app update", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("", "", 2)]
    [InlineData("scope-1", "", 1)]
    public void Entra_InterruptedBefore_FinishesTheRegistration(string scope, string caller, int missing)
    {
        var (code, said) = hook.With(("ENTRA", "true"), ("FAKE_APPLICATIONS", "client-1"), ("FAKE_ROLES", AllRoles), ("FAKE_SCOPE", scope), ("FAKE_CALLER", caller)).Run(Hook);

        Assert.True(code == 0, said);
        Assert.DoesNotContain(hook.Asked, call => call.StartsWith("az ad app create", StringComparison.Ordinal));
        Assert.Equal(missing, Graph("PATCH"));
        Assert.Equal(1, Graph("POST"));
        Assert.Contains("azd env set ENTRA_CLIENT_ID client-1", hook.Asked);
    }

    [Fact]
    public void Entra_GraphDoesNotKnowTheNewApplicationYet_TriesAgain()
    {
        var (code, said) = hook.With(("ENTRA", "true"), ("FAKE_GRAPH_FAILS", "2")).Run(Hook);

        Assert.True(code == 0, said);
        Assert.Equal(4, Graph("PATCH"));
        Assert.Equal(2, hook.Asked.Count(call => call.StartsWith("sleep ", StringComparison.Ordinal)));
    }

    [Fact]
    public void Entra_GraphDoesNotAnswerAtAll_StopsWithoutCallingItDone()
    {
        var (code, said) = hook.With(("ENTRA", "true"), ("FAKE_GRAPH_FAILS", "100")).Run(Hook);

        Assert.Equal(1, code);
        Assert.Contains("is not finished", said, StringComparison.Ordinal);
        Assert.DoesNotContain(hook.Asked, call => call.StartsWith("azd env set ENTRA", StringComparison.Ordinal));
    }

    [Fact]
    public void Entra_ApplicationOfSomebodyElse_IsNotChanged()
    {
        var (code, said) = hook.With(("ENTRA", "true"), ("ENTRA_CLIENT_ID", "client-9"), ("FAKE_ROLES", AllRoles), ("FAKE_PRINCIPAL", "client-9")).Run(Hook);

        Assert.True(code == 0, said);
        Assert.DoesNotContain(hook.Asked, call => call.StartsWith("az rest", StringComparison.Ordinal) || call.Contains(" update ", StringComparison.Ordinal));
    }

    [Fact]
    public void Run_SubscriptionOfTheEnvironment_IsTheOneThatIsAsked()
    {
        var (code, said) = hook.With(("AZURE_SUBSCRIPTION_ID", "sub-1"), ("VNET_ENABLED", "true"), ("FAKE_APP_PROVIDER", "NotRegistered")).Run(Hook);

        Assert.Equal(1, code);
        Assert.Contains("Microsoft.App --wait --subscription sub-1.", said, StringComparison.Ordinal);
        Assert.All(hook.Asked.Where(call => call.StartsWith("az provider show", StringComparison.Ordinal)), call => Assert.EndsWith("--subscription sub-1", call, StringComparison.Ordinal));
    }

    [Fact]
    public void Entra_RoleTakenAway_NamesItInsteadOfAddingIt()
    {
        var (code, said) = hook.With(("ENTRA", "true"), ("FAKE_APPLICATIONS", "client-1"), ("FAKE_ROLES", "Reader Operator Approver CustomerReader")).Run(Hook);

        Assert.Equal(1, code);
        Assert.Contains("has no enabled role Configurer", said, StringComparison.Ordinal);
    }

    [Fact]
    public void Entra_TwoApplicationsOfTheName_AsksWhichOne()
    {
        var (code, said) = hook.With(("ENTRA", "true"), ("FAKE_APPLICATIONS", "client-1\nclient-2")).Run(Hook);

        Assert.Equal(1, code);
        Assert.Contains("ENTRA_CLIENT_ID", said, StringComparison.Ordinal);
    }

    [Fact]
    public void Entra_AnotherTenant_IsRefused()
    {
        var (code, said) = hook.With(("ENTRA", "true"), ("AZURE_TENANT_ID", "tenant-2")).Run(Hook);

        Assert.Equal(1, code);
        Assert.Contains("az login --tenant tenant-2", said, StringComparison.Ordinal);
    }

    public void Dispose() => hook.Dispose();

    private int Graph(string method) => hook.Asked.Count(call => call.StartsWith($"az rest --method {method} ", StringComparison.Ordinal));
}
