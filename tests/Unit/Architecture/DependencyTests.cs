using System.Reflection;
using RevenueFunctions.Catalog;
using RevenueFunctions.Functions;

namespace RevenueFunctions.Tests.Unit.Architecture;

/// <summary>Dependencies point one way: functions to shared, local to both; the business knows no platform.</summary>
public class DependencyTests
{
    private static readonly string[] Platforms =
        ["Azure", "Microsoft.Azure", "Microsoft.DurableTask", "Microsoft.AspNetCore", "Microsoft.Data.Sqlite", "SQLitePCL", "RevenueFunctions.Functions", "RevenueFunctions.Local", "RevenueFunctions.AzureSdk"];

    private static readonly string[] SpeakHttp = ["functions/Access/Entra/EntraKeys.cs", "functions/Invoicing/HttpTaxEngine.cs"];
    private static readonly string[] HttpTypes = ["HttpClient", "HttpMessageInvoker", "SocketsHttpHandler", "HttpRequestMessage", "HttpDocumentRetriever", "ConfigurationManager<"];

    [Fact]
    public void Shared_Assembly_ReferencesNoPlatform()
    {
        var references = References(typeof(CatalogSnapshot).Assembly);
        Assert.DoesNotContain(references, reference => Platforms.Any(platform => IsBelow(reference, platform)));
        Assert.Contains("NodaTime", references);
    }

    [Fact]
    public void Shared_Sources_NameNoPlatform() =>
        Assert.Empty(Named(Sources.Files("shared"), ["Azure.", "Microsoft.Azure.", "Microsoft.DurableTask", "Microsoft.AspNetCore", "Microsoft.Data.Sqlite", "SQLitePCL", "RevenueFunctions.Functions", "RevenueFunctions.Local"]));

    [Fact]
    public void Functions_Assembly_ReferencesNoHost() =>
        Assert.DoesNotContain("RevenueFunctions.Local", References(typeof(FabricServices).Assembly));

    [Fact]
    public void Functions_Sources_NameNoHostAndNoStore() =>
        Assert.Empty(Named(Sources.Files("functions"), ["RevenueFunctions.Local", "Microsoft.Data.Sqlite", "SQLitePCL"]));

    /// <summary>
    /// What could open a connection: with none of it at hand, no address in any input can be called (OWASP API7). The two exceptions
    /// ask the tax engine and the identity provider that the settings name, and are the only files that may speak HTTP. Azure's clients
    /// connect to what the settings name, too.
    /// </summary>
    [Fact]
    public void BusinessAndFunctions_Assemblies_CanOpenNoConnection()
    {
        string[] connecting =
            ["System.Net.Http", "System.Net.Http.Json", "System.Net.Sockets", "System.Net.Requests", "System.Net.WebClient", "System.Net.WebSockets.Client", "System.Net.Mail",
            "System.Net.NameResolution", "System.Net.Ping", "System.Net.Quic", "System.Net.Security", "System.Private.Xml", "System.Xml.ReaderWriter", "System.Diagnostics.Process"];
        Assert.Empty(References(typeof(CatalogSnapshot).Assembly).Intersect(connecting));
        Assert.Equal(["System.Net.Http"], References(typeof(FabricServices).Assembly).Intersect(connecting));
        Assert.Empty(Named(Sources.Files("shared", "functions").Except(SpeakHttp), ["System.Net.Http", "System.Net.Sockets", "System.Diagnostics.Process", "System.Xml"]));
        Assert.Equal(
            SpeakHttp,
            Sources.Files("functions").Where(file => Sources.Lines(file).Any(line => HttpTypes.Any(type => line.Split("//")[0].Contains(type, StringComparison.Ordinal)))));
    }

    [Fact]
    public void AzureSdk_Assembly_ReferencesNothingOfOurs() =>
        Assert.DoesNotContain(
            References(typeof(Microsoft.Azure.Functions.Worker.FunctionAttribute).Assembly), reference => reference.StartsWith("RevenueFunctions", StringComparison.Ordinal));

    private static List<string> References(Assembly assembly) => [.. assembly.GetReferencedAssemblies().Select(reference => reference.Name!)];

    private static bool IsBelow(string name, string platform) => name == platform || name.StartsWith(platform + ".", StringComparison.Ordinal);

    // A name in a using, or qualified in code; comments and strings may speak of platforms.
    private static IEnumerable<string> Named(IEnumerable<string> files, string[] names) =>
        from file in files
        from line in Sources.Lines(file)
        let code = line.Split("//")[0].TrimStart()
        where names.Any(name => code.StartsWith("using " + name, StringComparison.Ordinal)
            || code.StartsWith("using static " + name, StringComparison.Ordinal)
            || code.Contains("global::" + name, StringComparison.Ordinal))
        select $"{file}: {line.Trim()}";
}
