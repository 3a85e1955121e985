using System.Text.RegularExpressions;
using RevenueFunctions.Functions;
using RevenueFunctions.Functions.OpenApi;

namespace RevenueFunctions.Tests.Unit.Architecture;

/// <summary>The gate stands before every operation, in both builds, and secrets are compared in one place.</summary>
public partial class GateTests
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
    public void Secrets_Everywhere_AreComparedByTheirDigestsOnly() =>
        Assert.Empty(
            from file in Sources.Files("functions", "shared", "local")
            from line in Sources.Lines(file)
            let code = line.Split("//")[0]
            where SecretCompared().IsMatch(code)
            select $"{file}: {line.Trim()}");

    [Theory]
    [InlineData("if (presented == key.Value)")]
    [InlineData("return signature.SequenceEqual(expected);")]
    [InlineData("=> string.Equals(secret, given, StringComparison.Ordinal)")]
    [InlineData("where apiKey != known")]
    public void SecretCompared_AComparison_IsSeen(string code) => Assert.Matches(SecretCompared(), code);

    [GeneratedRegex(@"\b(secret|signature|presented|apiKey|masterKey|password|sig)\b\w*\s*(==|!=)(?!\s*null)|(==|!=)\s*\b(secret|signature|presented|apiKey|masterKey|password|sig)\b|\b(secret|signature|presented|apiKey|masterKey|password|sig)\.(SequenceEqual|Equals|CompareTo)\(|\bEquals\((secret|signature|presented|apiKey|masterKey|password|sig)\b", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex SecretCompared();

    [Fact]
    public void Secrets_Everywhere_AreComparedInOnePlace() =>
        Assert.Equal(["shared/Values/SecretDigest.cs"], Sources.Files("functions", "shared", "local").Where(file => Sources.Lines(file).Any(line => line.Contains("FixedTimeEquals", StringComparison.Ordinal))));
}
