using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Microsoft.Extensions.Configuration;
using RevenueFunctions.Functions.Settings;

namespace RevenueFunctions.Functions.Storage;

/// <summary>The clients that the settings name, and how they repeat what failed.</summary>
public static class TableClients
{
    /// <summary>Requests that are repeated after a failure that may pass: six seconds in all, then it is an outage and the caller's step waits.</summary>
    public const int Retries = 5;

    private const string Section = "TableStorage";

    // A request that the service could not finish in its own 30 seconds is answered by then; after more than that, the answer is lost.
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(35);

    /// <summary>
    /// 0.2 s, doubled each time up to 10 s, with jitter of a fifth so that instances that were throttled together do not come back together;
    /// longer where the service's Retry-After says so.
    /// </summary>
    public static DelayStrategy Delay { get; } = DelayStrategy.CreateExponentialDelayStrategy(TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(10));

    /// <summary>How the clients send: their own delays, unless a test gives others.</summary>
    public static TableClientOptions Options(DelayStrategy? delay = null)
    {
        var options = new TableClientOptions { RetryPolicy = new RetryPolicy(Retries, delay ?? Delay) };
        options.Retry.NetworkTimeout = AnswerWithin;
        return options;
    }

    /// <summary>
    /// A client for each data account, in the order of the settings: TableStorage:serviceUris with this app's identity, or one account by the
    /// connection string in TableStorage.
    /// </summary>
    /// <exception cref="InvalidOperationException">Neither is set, or an address is none; names the setting and gives an example.</exception>
    public static IReadOnlyList<TableServiceClient> From(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var addresses = configuration[$"{Section}:serviceUris"];
        if (string.IsNullOrWhiteSpace(addresses))
        {
            return [ByConnectionString(configuration[Section])];
        }

        var credential = AzureCredential.For(configuration, Section);
        return
        [
            .. addresses.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                .Select(address => new TableServiceClient(Address(address), credential, Options())),
        ];
    }

    private static TableServiceClient ByConnectionString(string? connection)
    {
        if (string.IsNullOrWhiteSpace(connection))
        {
            throw new InvalidOperationException(
                "Table storage is not set: give the setting 'TableStorage__serviceUris' (as https://stfabric.table.core.windows.net, several separated by "
                + "commas), or a connection string in 'TableStorage'.");
        }

        try
        {
            return new TableServiceClient(connection, Options());
        }
        catch (Exception malformed) when (malformed is FormatException or ArgumentException or InvalidOperationException)
        {
            // Without the client's own message: it repeats what it could not read, and that may be a key.
            throw new InvalidOperationException(
                "The setting 'TableStorage' is no connection string: it takes UseDevelopmentStorage=true, or AccountName=..;AccountKey=..;TableEndpoint=..");
        }
    }

    // A token must not travel in the clear, and the client would refuse each single request instead.
    private static Uri Address(string address) => Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttps
        ? uri
        : throw new InvalidOperationException(
            $"The setting 'TableStorage__serviceUris' names '{address}', which is no https address: write https://stfabric.table.core.windows.net.");
}
