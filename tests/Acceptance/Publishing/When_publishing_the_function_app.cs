using System.Text.Json;

namespace RevenueFunctions.Tests.Acceptance.Publishing;

/// <summary>dotnet publish (what azd runs) takes the real SDK by itself; the subset never leaves the machine.</summary>
public sealed class When_publishing_the_function_app
{
    [Fact]
    public async Task Should_reference_the_real_packages_and_not_the_subset()
    {
        var (exitCode, output) = await MsBuild.RunAsync(
            "functions", null, "-p:_IsPublishing=true", "-getProperty:AzureSdk", "-getItem:PackageReference", "-getItem:ProjectReference");

        Assert.Equal(0, exitCode);
        using var evaluation = JsonDocument.Parse(output);
        Assert.Equal("packages", evaluation.RootElement.GetProperty("Properties").GetProperty("AzureSdk").GetString());
        var packages = Identities(evaluation, "PackageReference");
        Assert.Contains("Microsoft.Azure.Functions.Worker", packages);
        Assert.Contains("Microsoft.Azure.Functions.Worker.Sdk", packages);
        Assert.Contains("Microsoft.Azure.Functions.Worker.Extensions.DurableTask", packages);
        Assert.Contains("Microsoft.Azure.Functions.Worker.Extensions.EventHubs", packages);
        Assert.Contains("Microsoft.Azure.Functions.Worker.Extensions.ServiceBus", packages);
        Assert.DoesNotContain(Identities(evaluation, "ProjectReference"), p => p.Contains("AzureSdk", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Should_compile_the_adapters_that_the_subset_leaves_out()
    {
        var (_, published) = await MsBuild.RunAsync("functions", null, "-p:_IsPublishing=true", "-getItem:Compile");
        var (_, built) = await MsBuild.RunAsync("functions", null, "-getItem:Compile");

        const string Adapters = "FabricPlatform.Azure.cs";
        Assert.Contains(Adapters, published, StringComparison.Ordinal);
        Assert.DoesNotContain(Adapters, built, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Should_refuse_the_subset_with_the_remedy()
    {
        var (exitCode, output) = await MsBuild.RunAsync("functions", null, "-t:PrepareForPublish", "-p:_IsPublishing=true", "-p:AzureSdk=subset");

        Assert.NotEqual(0, exitCode);
        Assert.Contains("error RF0001: AzureSdk=subset cannot be published", output, StringComparison.Ordinal);
        Assert.Contains("set AzureSdk=packages", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Should_refuse_the_subset_from_the_environment()
    {
        var (exitCode, output) = await MsBuild.RunAsync("functions", "subset", "-t:PrepareForPublish", "-p:_IsPublishing=true");

        Assert.NotEqual(0, exitCode);
        Assert.Contains("error RF0001", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Should_say_how_to_publish_the_local_host_instead()
    {
        var (exitCode, output) = await MsBuild.RunAsync("local", null, "-t:CollectPackageReferences", "-p:_IsPublishing=true");

        Assert.NotEqual(0, exitCode);
        Assert.Contains("error RF0002", output, StringComparison.Ordinal);
        Assert.Contains("dotnet publish local -p:AzureSdk=subset", output, StringComparison.Ordinal);
    }

    private static List<string> Identities(JsonDocument evaluation, string item) =>
    [
        .. evaluation.RootElement.GetProperty("Items").GetProperty(item).EnumerateArray().Select(i => i.GetProperty("Identity").GetString()!),
    ];
}
