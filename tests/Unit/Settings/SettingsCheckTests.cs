using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using RevenueFunctions.Functions;
using RevenueFunctions.Functions.Settings;
using RevenueFunctions.Tests.Unit.Architecture;

namespace RevenueFunctions.Tests.Unit.Settings;

/// <summary>Settings that cannot work stop the start with one message that names each of them.</summary>
public class SettingsCheckTests
{
    /// <summary>What infra/ sets, without the optional settings.</summary>
    private static readonly Dictionary<string, string?> Good =
        FabricSettings.All.Where(setting => setting.Need != SettingNeed.Optional).ToDictionary(setting => setting.Name, setting => (string?)setting.Example);

    [Fact]
    public void Run_AllThatAzureNeeds_IsTaken() => Assert.Empty(Check());

    [Fact]
    public void Run_Nothing_NamesEverySettingThatAzureNeedsWithAnExample()
    {
        var wrong = Check(replaceAll: true);
        var expected = FabricSettings.All.Where(setting => setting.Need != SettingNeed.Optional).ToList();
        Assert.Equal(expected.Count, wrong.Count);
        Assert.All(expected, setting => Assert.Single(wrong, one => one.StartsWith($"{setting.AppSetting} is missing", StringComparison.Ordinal) && one.Contains(setting.Example, StringComparison.Ordinal)));
        Assert.Equal(wrong.Order(StringComparer.Ordinal), wrong);
    }

    [Fact]
    public void Run_OnThisMachine_NeedsNoNamespaces()
    {
        var wrong = Check(setting => setting.Need == SettingNeed.Always, replaceAll: true);
        Assert.Contains(wrong, one => one.StartsWith("TASKHUB_NAME is missing", StringComparison.Ordinal));
        Assert.DoesNotContain(wrong, one => one.StartsWith("UsageHub__", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("UsageHub:fullyQualifiedNamespace=sb://evhns.servicebus.windows.net", "UsageHub__fullyQualifiedNamespace is no host name")]
    [InlineData("UsageHub:fullyQualifiedNamespace=evhns.servicebus.windows.net/usage", "UsageHub__fullyQualifiedNamespace is no host name")]
    [InlineData("PostingQueue:fullyQualifiedNamespace=sbns", "PostingQueue__fullyQualifiedNamespace is no host name")]
    [InlineData("PostingQueue:fullyQualifiedNamespace=", "PostingQueue__fullyQualifiedNamespace is missing")]
    [InlineData("UsageHub:fullyQualifiedNamespce=x", "UsageHub__fullyQualifiedNamespce is not known: UsageHub takes clientId, credential, fullyQualifiedNamespace")]
    [InlineData("UsageHub:credential=secret", "UsageHub__credential is no way to authenticate")]
    [InlineData("OutboundHub:clientId=fabric", "OutboundHub__clientId is no client id")]
    [InlineData("TableStorage:serviceUris=http://st.table.core.windows.net", "TableStorage__serviceUris is no list of https addresses")]
    [InlineData("TableStorage:serviceUris=https://a.table.core.windows.net,b", "TableStorage__serviceUris is no list of https addresses")]
    [InlineData("UsageHub=Endpoint=sb://x/", "UsageHub__fullyQualifiedNamespace and the connection string in UsageHub are both set")]
    [InlineData("TableStorage=UseDevelopmentStorage=true", "TableStorage__serviceUris and the connection string in TableStorage are both set")]
    [InlineData("PostingQueue=nonsense", "PostingQueue is no connection string")]
    [InlineData("ClosePeriodsSchedule=10 * * * *", "ClosePeriodsSchedule is no schedule (NCRONTAB): six fields")]
    [InlineData("ClosePeriodsSchedule=0 61 * * * *", "ClosePeriodsSchedule is no schedule (NCRONTAB): six fields")]
    [InlineData("ClosePeriodsSchedule=01:00:00", "ClosePeriodsSchedule is no schedule (NCRONTAB): six fields")]
    [InlineData("TASKHUB_NAME=my hub", "TASKHUB_NAME is no name for a task hub")]
    [InlineData("TASKHUB_NAME=my-hub", "TASKHUB_NAME has a '-', which only a task hub of Durable Task Scheduler may have")]
    [InlineData("TASKHUB_NAME=my-;DURABLE_TASK_SCHEDULER_CONNECTION_STRING=Endpoint", "TASKHUB_NAME is no name for a task hub")]
    [InlineData("MeasureSchedule=0 */30 * * * *", "MeasureSchedule and Metrics__StaleAfter do not go together")]
    [InlineData("MeasureSchedule=0 * * * * 1-5", "MeasureSchedule and Metrics__StaleAfter do not go together")]
    [InlineData("MeasureSchedule=0 */3 * * * *", "MeasureSchedule and Metrics__StaleAfter do not go together")]
    [InlineData("Metrics:StaleAfter=00:00:30", "MeasureSchedule and Metrics__StaleAfter do not go together")]
    [InlineData("UsageHubName=usage/all", "UsageHubName is no name for a hub")]
    [InlineData("PostingQueueName=-", "PostingQueueName is no name for a hub or queue")]
    [InlineData("UsageHubConsumerGroup=$all", "UsageHubConsumerGroup is no name for a consumer group")]
    [InlineData("Governance:RequireAproval=true", "Governance__RequireAproval is not known: Governance takes RequireApproval.")]
    [InlineData("Governance:RequireApproval=yes", "Governance__RequireApproval is not true or false")]
    [InlineData("Posting:Attempts=many", "Posting__Attempts is not a whole number")]
    [InlineData("Posting:InFlight=2 s", "Posting__InFlight is not a time span")]
    [InlineData("Api:MaxBodyBytes=1", "Api__MaxBodyBytes is wrong: The field MaxBodyBytes must be between 65536 and 104857600")]
    [InlineData("Tax:Endpoint=http://tax.example.com", "Tax__Endpoint is no https address")]
    [InlineData("ApiKeys:desk:Role=Reader", "ApiKeys__desk__Role is not known: ApiKeys__desk takes Accounts, Hash, Key, Roles.")]
    [InlineData("ApiKeys:desk:Roles=Root", "ApiKeys__desk__Roles names no role")]
    [InlineData("ApiKeys:desk:Roles=Reader", "ApiKeys__desk needs either ApiKeys__desk__Hash")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT=collector", "OTEL_EXPORTER_OTLP_ENDPOINT is no address of a collector")]
    [InlineData("Entra:TenantId=common", "Entra__TenantId is no tenant id")]
    [InlineData("Entra:TenantId=00000000-0000-0000-0000-000000000001", "Entra__Audience is no audience")]
    [InlineData("Entra:Authority=ftp://login.example.com;Entra:TenantId=00000000-0000-0000-0000-000000000001;Entra:Audience=api://x", "Entra__Authority is no https address")]
    [InlineData("Entra:Customers:acme:Id=acme;Entra:TenantId=00000000-0000-0000-0000-000000000001;Entra:Audience=api://x", "Entra__Customers__acme__Id is no object id")]
    [InlineData("Entra:Customers:a:Id=00000000-0000-0000-0000-000000000003;Entra:Customers:a:Accounts=acme;Entra:Customers:b:Id=00000000-0000-0000-0000-000000000003;Entra:Customers:b:Accounts=rival", "Entra__Customers__a and Entra__Customers__b have the same Id")]
    [InlineData("Entra:Customers:acme:Accounts=acme", "Entra__TenantId and Entra__Audience are missing")]
    public void Run_AMistake_NamesTheSettingAndWhatIsWrong(string settings, string expected)
    {
        var wrong = Check(settings: settings);
        Assert.True(wrong.Any(one => one.StartsWith(expected, StringComparison.Ordinal)), string.Join(Environment.NewLine, wrong));
    }

    [Theory]
    [InlineData("TASKHUB_NAME=my-hub;DURABLE_TASK_SCHEDULER_CONNECTION_STRING=Endpoint")]
    [InlineData("MeasureSchedule=0 */2 * * * *")]
    [InlineData("MeasureSchedule=* * * * * *")]
    [InlineData("MeasureSchedule=0 */30 * * * *;Metrics:StaleAfter=01:00:00")]
    public void Run_SettingsThatGoTogether_AreTaken(string settings) => Assert.Empty(Check(settings: settings));

    [Fact]
    public void Run_ConnectionStringsAlone_AreTakenInPlaceOfIdentities()
    {
        var settings = Good.Where(setting => !setting.Key.Contains(':', StringComparison.Ordinal)).ToDictionary();
        foreach (var connection in new[] { "UsageHub", "OutboundHub", "PostingQueue" })
        {
            settings[connection] = "Endpoint=sb://localhost/;SharedAccessKeyName=x;SharedAccessKey=c2VjcmV0;UseDevelopmentEmulator=true";
        }

        settings["TableStorage"] = "UseDevelopmentStorage=true";
        Assert.Empty(Wrong(settings, OnAzure));
    }

    [Fact]
    public void Run_ManyMistakes_AreOneMessageInOrderThatNamesNoValue()
    {
        const string Secret = "super-secret-0123456789";
        string[] places =
        [
            "UsageHub", "UsageHub:clientId", "UsageHub:credential", "UsageHub:fullyQualifiedNamespace", "UsageHub:key", "TableStorage:serviceUris", "ClosePeriodsSchedule", "TASKHUB_NAME", "UsageHubName!",
            "Governance:RequireApproval", "Posting:Attempts", "Api:BodyTime", "Tax:Endpoint", "ApiKeys:desk:Roles", "ApiKeys:desk:Hash", "ApiKeys:desk:Secret", "Entra:TenantId", "Entra:Authority", "Entra:Customers:a:Id",
        ];
        var settings = new Dictionary<string, string?>(Good);
        foreach (var place in places)
        {
            settings[place] = $"{Secret};{Secret}";
        }

        var refused = Assert.Throws<SettingsRefusedException>(() => Run(settings, OnAzure));
        Assert.DoesNotContain(Secret, refused.ToString(), StringComparison.OrdinalIgnoreCase);
        Assert.StartsWith("The app does not start, because its settings are wrong in ", refused.Message, StringComparison.Ordinal);
        Assert.Contains("docs/deploy.md", refused.Message, StringComparison.Ordinal);
        Assert.True(refused.Wrong.Count >= 12, refused.Message);
        Assert.Equal(refused.Wrong.Order(StringComparer.Ordinal), refused.Wrong);
    }

    [Fact]
    public void Settings_OfEverySection_StandInTheCatalogue()
    {
        using var services = Services(new ConfigurationBuilder().Build());
        var sections = services.GetServices<SettingsSection>().ToList();
        var names = sections.Select(section => section.Name).ToHashSet();
        Assert.Equal(
            sections.SelectMany(section => section.Settings()).Order(StringComparer.Ordinal),
            FabricSettings.All.Select(setting => setting.Name).Where(name => names.Contains(name.Split(':')[0])).Order(StringComparer.Ordinal));
        Assert.Equal(FabricSettings.All.Select(setting => setting.Name).Distinct().Count(), FabricSettings.All.Length);
    }

    [Fact]
    public void Sections_OfTheApp_AreBoundInOnePlace() =>
        Assert.Equal(
            ["functions/Settings/SettingsCheck.cs", "functions/Settings/SettingsSection.cs", "functions/Settings/SettingsSectionServices.cs"],
            Sources.Files("functions").Where(file => Sources.Lines(file).Any(line => line.Contains("GetSection(", StringComparison.Ordinal))));

    private static bool OnAzure(FabricSetting setting) => setting.Need != SettingNeed.Optional;

    private static IReadOnlyCollection<string> Check(Predicate<FabricSetting>? isNeeded = null, string settings = "", bool replaceAll = false)
    {
        var all = new Dictionary<string, string?>(replaceAll ? [] : Good);
        foreach (var pair in settings.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(one => one.Split('=', 2)))
        {
            all[pair[0]] = pair[1];
        }

        return Wrong(all, isNeeded ?? OnAzure);
    }

    private static IReadOnlyCollection<string> Wrong(Dictionary<string, string?> settings, Predicate<FabricSetting> isNeeded)
    {
        try
        {
            Run(settings, isNeeded);
            return [];
        }
        catch (SettingsRefusedException refused)
        {
            return refused.Wrong;
        }
    }

    private static void Run(Dictionary<string, string?> settings, Predicate<FabricSetting> isNeeded)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        using var services = Services(configuration);
        SettingsCheck.Run(services, configuration, isNeeded);
    }

    private static ServiceProvider Services(IConfiguration configuration) =>
        new ServiceCollection().AddLogging().AddSingleton(TimeProvider.System).AddFabric(configuration).BuildServiceProvider();
}
