using Microsoft.Extensions.DependencyInjection;

namespace RevenueFunctions.Exceptions;

/// <summary>Composes the exceptions.</summary>
public static class ExceptionServices
{
    /// <summary>Adds the exception store. The host adds the storage port and the clock.</summary>
    public static IServiceCollection AddExceptions(this IServiceCollection services) => services.AddSingleton<ExceptionStore>();
}
