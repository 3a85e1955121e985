using RevenueFunctions.Functions;
using RevenueFunctions.Functions.OpenApi;

namespace RevenueFunctions.Tests.Unit.Architecture;

/// <summary>The gate stands before every operation, in both builds, and secrets are compared in one place.</summary>
public class GateTests
{
    [Theory]
    [InlineData("functions/Program.cs", "builder.UseFabric();")]
    [InlineData("local/Hosting/HostServices.cs", "pipeline.UseFabric();")]
    public void Hosts_Both_PutTheGateBeforeTheFunctions(string file, string line) =>
        Assert.Contains(Sources.Lines(file), one => one.Trim() == line);

    [Fact]
    public void HttpFunctions_Each_NameTheRoleTheyNeed() =>
        Assert.Empty(OpenApiDocument.HttpFunctions(typeof(FabricServices).Assembly).Where(function => function.Operation is null).Select(function => function.Name));

    [Fact]
    public void Secrets_Everywhere_AreComparedInOnePlace() =>
        Assert.Equal(["shared/Values/SecretDigest.cs"], Sources.Files("functions", "shared", "local").Where(file => Sources.Lines(file).Any(line => line.Contains("FixedTimeEquals", StringComparison.Ordinal))));
}
