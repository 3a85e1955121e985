namespace Microsoft.Azure.Functions.Worker.Builder;

/// <summary>ASP.NET Core integration of the worker.</summary>
public static class FunctionsApplicationBuilderAspNetCoreExtensions
{
    /// <summary>The embedded host always serves functions through ASP.NET Core, so there is nothing to switch on.</summary>
    public static FunctionsApplicationBuilder ConfigureFunctionsWebApplication(this FunctionsApplicationBuilder builder) => builder;
}
