using Azure.Data.Tables;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using RevenueFunctions.Functions.Storage;

namespace RevenueFunctions.Local.Storage;

/// <summary>The business's tables in Table storage, by the connection string that --tables names.</summary>
internal static class BusinessTables
{
    /// <summary>The settings that lead the function app's own store there, whatever else is set for it on this machine.</summary>
    public static Dictionary<string, string?> Settings(string connection) =>
        new(StringComparer.OrdinalIgnoreCase) { ["TableStorage"] = connection, ["TableStorage:serviceUris"] = string.Empty };

    /// <summary>Where a connection string leads: what may be shown, because it holds no key.</summary>
    /// <exception cref="LocalStoreRefusedException">It is no connection string.</exception>
    public static string AddressOf(string connection)
    {
        try
        {
            return new TableServiceClient(connection).Uri.ToString().TrimEnd('/');
        }
        catch (Exception malformed) when (malformed is FormatException or ArgumentException or InvalidOperationException)
        {
            // Not what was given: it may hold a key.
            throw new LocalStoreRefusedException(
                "tables", "what --tables gives is no connection string.", "Give one such as UseDevelopmentStorage=true, or AccountName=..;AccountKey=..;TableEndpoint=..", malformed);
        }
    }

    /// <summary>Adds the store, for commands that run without a host.</summary>
    public static IServiceCollection AddBusinessTables(this IServiceCollection services, string connection) =>
        services.AddLogging().AddTableStorage(new ConfigurationBuilder().AddInMemoryCollection(Settings(connection)).Build());
}
