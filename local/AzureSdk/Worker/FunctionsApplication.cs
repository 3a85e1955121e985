using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Microsoft.Azure.Functions.Worker.Builder;

/// <summary>Entry point of an isolated worker app.</summary>
public static class FunctionsApplication
{
    public static FunctionsApplicationBuilder CreateBuilder(string[] args) =>
        throw new NotSupportedException("The subset build runs under the embedded host: dotnet run --project local");
}

/// <summary>Builds an isolated worker app.</summary>
public sealed class FunctionsApplicationBuilder
{
    internal FunctionsApplicationBuilder(IServiceCollection services, IConfigurationManager configuration)
    {
        Services = services;
        Configuration = configuration;
    }

    public IServiceCollection Services { get; }

    public IConfigurationManager Configuration { get; }

    public IHost Build() => throw new NotSupportedException("The subset build runs under the embedded host: dotnet run --project local");
}

/// <summary>ASP.NET Core integration of the worker.</summary>
public static class FunctionsWebApplicationBuilderExtensions
{
    public static FunctionsApplicationBuilder ConfigureFunctionsWebApplication(this FunctionsApplicationBuilder builder) => builder;
}
