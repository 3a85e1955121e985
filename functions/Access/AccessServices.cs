using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace RevenueFunctions.Functions.Access;

/// <summary>Composes access: who callers are and what they may do.</summary>
public static class AccessServices
{
    /// <summary>Adds API keys and the operations of this assembly. Another kind of credential is one more <see cref="ICallerSource"/>.</summary>
    public static IServiceCollection AddAccess(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<IValidateOptions<ApiKeyOptions>, ApiKeyRules>()
            .AddOptions<ApiKeyOptions>()
            .Configure(options => configuration.GetSection("ApiKeys").Bind(options.Keys))
            .ValidateOnStart();
        services.TryAddSingleton(_ => new ApiOperations(typeof(AccessServices).Assembly.GetTypes()));
        return services.AddSingleton<ApiKeyCallers>().AddSingleton<ICallerSource>(provider => provider.GetRequiredService<ApiKeyCallers>());
    }
}
