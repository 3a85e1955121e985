namespace RevenueFunctions.Tests.Infrastructure.Rules.Settings;

/// <summary>Settings that are read not by our code but by the host, the extensions and the libraries.</summary>
public static class PlatformSettings
{
    /// <summary>Before names of host.json's own keys.</summary>
    public const string HostJsonPrefix = "AzureFunctionsJobHost__";

    /// <summary>What is always needed on Azure.</summary>
    public static readonly IReadOnlyList<string> Needed =
    [
        "AzureWebJobsStorage__blobServiceUri", "AzureWebJobsStorage__credential", "AzureWebJobsStorage__clientId",
        "APPLICATIONINSIGHTS_CONNECTION_STRING", "APPLICATIONINSIGHTS_AUTHENTICATION_STRING", "AZURE_CLIENT_ID",
    ];

    /// <summary>What may be set besides.</summary>
    public static readonly IReadOnlyList<string> Optional =
    [
        "AzureWebJobsStorage__queueServiceUri", "AzureWebJobsStorage__tableServiceUri", "DURABLE_TASK_SCHEDULER_CONNECTION_STRING",
        "OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_PROTOCOL", "OTEL_SERVICE_NAME", "OTEL_RESOURCE_ATTRIBUTES",
    ];

    /// <summary>What the platform itself sets.</summary>
    public static readonly IReadOnlyList<string> FromAzure = ["WEBSITE_SITE_NAME", "WEBSITE_AUTH_ENABLED"];

    /// <summary>What a Flex Consumption plan refuses or takes from functionAppConfig, and what to do instead (Flex Consumption plan deprecations).</summary>
    public static readonly IReadOnlyDictionary<string, string> RefusedByFlex = new Dictionary<string, string>
    {
        ["FUNCTIONS_WORKER_RUNTIME"] = "functionAppConfig.runtime says it",
        ["FUNCTIONS_WORKER_RUNTIME_VERSION"] = "functionAppConfig.runtime says it",
        ["FUNCTIONS_EXTENSION_VERSION"] = "Flex chooses it",
        ["FUNCTIONS_WORKER_PROCESS_COUNT"] = "Flex has one process an instance",
        ["FUNCTIONS_MAX_HTTP_CONCURRENCY"] = "functionAppConfig.scaleAndConcurrency says it",
        ["WEBSITE_RUN_FROM_PACKAGE"] = "functionAppConfig.deployment says it",
        ["WEBSITE_CONTENTAZUREFILECONNECTIONSTRING"] = "Flex has no file share",
        ["WEBSITE_CONTENTSHARE"] = "Flex has no file share",
        ["WEBSITE_CONTENTOVERVNET"] = "Flex has no file share",
        ["WEBSITE_VNET_ROUTE_ALL"] = "Flex always routes so",
        ["WEBSITE_TIME_ZONE"] = "Flex runs in UTC",
        ["SCM_DO_BUILD_DURING_DEPLOYMENT"] = "azd's remoteBuild says it",
        ["ENABLE_ORYX_BUILD"] = "azd's remoteBuild says it",
    };
}
