namespace Microsoft.Azure.Functions.Worker.Builder;

/// <summary>Entry point of an isolated worker app.</summary>
public class FunctionsApplication
{
    public static FunctionsApplicationBuilder CreateBuilder(string[] args) => new(args);
}
