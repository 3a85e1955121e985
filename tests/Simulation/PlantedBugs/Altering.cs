using Microsoft.Extensions.DependencyInjection;
using RevenueFunctions.Local.Hosting.Functions;
using RevenueFunctions.Posting;
using RevenueFunctions.Storage;

namespace RevenueFunctions.Tests.Simulation.PlantedBugs;

/// <summary>Puts something around a service of a process.</summary>
internal static class Altering
{
    /// <summary>Puts something around the service that would be used.</summary>
    public static void Alter<T>(this IServiceCollection services, Func<IServiceProvider, T, T> around)
        where T : class
    {
        var known = services.Last(service => service.ServiceType == typeof(T));
        services.AddSingleton(provider => around(provider, (T)(known.ImplementationInstance ?? known.ImplementationFactory!(provider))));
    }

    /// <summary>Changes what the fabric commits.</summary>
    public static void AlterCommits(this IServiceCollection services, Func<TableBatch, TableBatch?> change) =>
        services.Alter<ITableStore>((_, store) => new AlteredStore(store) { OnCommit = change });

    /// <summary>Changes what the fabric asks of the ERP.</summary>
    public static void AlterPosting(this IServiceCollection services, Func<IErpConnector, JournalEntry, CancellationToken, Task<ErpPostResult>> post) =>
        services.Alter<IErpConnector>((_, erp) => new AlteredErp(erp, post));

    /// <summary>Changes how functions are called.</summary>
    public static void AlterCalls(this IServiceCollection services, Func<FunctionCallInfo, ValueTask<object?>> call) =>
        services.Alter<FunctionInvoker>((provider, invoker) => new AlteredInvoker(invoker, provider, call));
}
