using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace RevenueFunctions.Functions;

/// <summary>
/// The adapters of the platform the app runs on. In the packages build functions/Azure/ implements the partial method; in the subset
/// build nobody does, the compiler drops the call, and the local host registers its own engines instead.
/// </summary>
internal static partial class FabricPlatform
{
    public static void AddTo(IServiceCollection services, IConfiguration configuration) => AddAzure(services, configuration);

    static partial void AddAzure(IServiceCollection services, IConfiguration configuration);
}
