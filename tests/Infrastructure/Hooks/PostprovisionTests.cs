using System.Text.Json;
using RevenueFunctions.Functions.Settings;
using RevenueFunctions.Tests.Infrastructure.Rules.Settings;

namespace RevenueFunctions.Tests.Infrastructure.Hooks;

/// <summary>infra/hooks/postprovision.sh: the settings with which the app runs on a laptop against the real services.</summary>
public sealed class PostprovisionTests : IDisposable
{
    private const string Hook = "postprovision.sh";
    private const string Settings = "functions/local.settings.json";

    private readonly HookRun hook = new HookRun().With(
        ("USAGE_HUB_NAMESPACE", "evhns-1.servicebus.windows.net"), ("USAGE_HUB_NAME", "usage"), ("OUTBOUND_HUB_NAMESPACE", "evhns-1.servicebus.windows.net"),
        ("POSTING_QUEUE_NAMESPACE", "sbns-1.servicebus.windows.net"), ("DURABLE_TASK_SCHEDULER_ENDPOINT", "https://dts-1.westeurope.durabletask.io"));

    public PostprovisionTests() => Assert.SkipWhen(HookRun.WhyNot is not null, HookRun.WhyNot ?? string.Empty);

    [Fact]
    public void Run_AfterProvisioning_WritesEverySettingThatTheAppNeedsEverywhere()
    {
        var (code, said) = hook.Run(Hook);

        Assert.True(code == 0, said);
        var written = Read();
        Assert.Empty(FabricSettings.All.Where(setting => setting.Need == SettingNeed.Always).Select(setting => setting.AppSetting).Except(written.Keys));
        Assert.Equal("evhns-1.servicebus.windows.net", written["UsageHub__fullyQualifiedNamespace"]);
    }

    [Fact]
    public void Run_AfterProvisioning_WritesWhatTheAppTakesAtItsStart()
    {
        hook.Run(Hook);

        Assert.Empty(StartOfTheApp.Refuses(Read()));
    }

    [Theory]
    [InlineData("UsageHubConsumerGroup")]
    [InlineData("OutboundHubName")]
    [InlineData("PostingQueueName")]
    [InlineData("TASKHUB_NAME")]
    public void Run_AfterProvisioning_StaysOutOfWhatTheDeployedAppUses(string name)
    {
        hook.Run(Hook);

        Assert.Equal("developer", Read()[name]);
    }

    [Fact]
    public void Run_AfterProvisioning_WritesNoSecret()
    {
        hook.Run(Hook);

        Assert.DoesNotContain(Read().Values, value => value.Contains("Key=", StringComparison.OrdinalIgnoreCase) || value.Contains("sig=", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void Run_SagasInStorage_NamesNoScheduler()
    {
        hook.With(("DURABLE_TASK_SCHEDULER_ENDPOINT", string.Empty)).Run(Hook);

        var written = Read();
        Assert.DoesNotContain("DURABLE_TASK_SCHEDULER_CONNECTION_STRING", written.Keys);
        Assert.Equal("azureStorage", written["AzureFunctionsJobHost__extensions__durableTask__storageProvider__type"]);
    }

    [Fact]
    public void Run_FileOfAPersonThere_KeepsItBesideTheNewOne()
    {
        File.WriteAllText(hook.PathOf(Settings), "mine");

        var (code, said) = hook.Run(Hook);

        Assert.True(code == 0, said);
        Assert.Equal("mine", File.ReadAllText(Assert.Single(Directory.GetFiles(hook.PathOf("functions"), "*.bak"))));
        Assert.NotEmpty(Read());
    }

    [Fact]
    public void Run_Again_LeavesTheFileAlone()
    {
        hook.Run(Hook);

        var (_, said) = hook.Run(Hook);

        Assert.Contains("up to date", said, StringComparison.Ordinal);
        Assert.Equal(hook.PathOf(Settings), Assert.Single(Directory.GetFiles(hook.PathOf("functions"))));
    }

    [Fact]
    public void Run_BeforeProvisioning_SaysWhatToRun()
    {
        var (code, said) = hook.With(("USAGE_HUB_NAMESPACE", string.Empty)).Run(Hook);

        Assert.NotEqual(0, code);
        Assert.Contains("run azd provision", said, StringComparison.Ordinal);
    }

    public void Dispose() => hook.Dispose();

    private Dictionary<string, string> Read()
    {
        using var file = JsonDocument.Parse(File.ReadAllText(hook.PathOf(Settings)));
        return file.RootElement.GetProperty("Values").EnumerateObject().ToDictionary(setting => setting.Name, setting => setting.Value.GetString()!, StringComparer.Ordinal);
    }
}
