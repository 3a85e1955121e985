using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using RevenueFunctions.Functions.Access.Entra;
using RevenueFunctions.Functions.Settings;

namespace RevenueFunctions.Functions.Access;

/// <summary>Composes access: who callers are and what they may do.</summary>
public static class AccessServices
{
    /// <summary>Adds API keys, Entra ID and the operations of this assembly. Another kind of credential is one more <see cref="ICallerSource"/>.</summary>
    public static IServiceCollection AddAccess(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<IValidateOptions<ApiKeyOptions>, ApiKeyRules>()
            .AddNamedSection<ApiKeyOptions, ApiKeySettings>(configuration, "ApiKeys", options => options.Keys);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(_ => new ApiOperations(typeof(AccessServices).Assembly.GetTypes()));
        services.AddEntra(configuration);
        return services.AddSingleton<ApiKeyCallers>().AddSingleton<ICallerSource>(provider => provider.GetRequiredService<ApiKeyCallers>());
    }

    private static void AddEntra(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<IValidateOptions<EntraOptions>, EntraRules>().AddSection<EntraOptions>(configuration, EntraOptions.Section);
        services.AddSingleton<EntraKeys>();
        services.AddSingleton<ICallerSource>(provider => new AppServiceCallers(configuration, provider.GetRequiredService<IOptions<EntraOptions>>()));
        services.AddSingleton<ICallerSource, EntraCallers>();
    }
}
