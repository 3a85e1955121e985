using System.Runtime.CompilerServices;
using Microsoft.Extensions.DependencyInjection;
using RevenueFunctions.Local.Engines;
using RevenueFunctions.Local.Hosting.Functions;

namespace RevenueFunctions.Tests.Simulation.PlantedBugs;

/// <summary>Mistakes that let chance in which no seed decides.</summary>
internal static class ChanceBugs
{
    private static int hosts;

    /// <summary>Ids depend on what else the process did before.</summary>
    public static void IdsAreCountedAcrossHosts(IServiceCollection services) => services.AddSingleton(_ => new InvocationIds(new Random(Interlocked.Increment(ref hosts))));

    /// <summary>The engines are asked in the order of a hash table.</summary>
    public static void OrderOfAHashTable(IServiceCollection services)
    {
        var engines = services.Where(service => service.ServiceType == typeof(IEngine)).ToList();
        engines.ForEach(engine => services.Remove(engine));
        foreach (var engine in engines.OrderBy(_ => RuntimeHelpers.GetHashCode(new object())))
        {
            services.Add(engine);
        }
    }
}
