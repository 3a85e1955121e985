using Microsoft.Azure.Functions.Worker;

namespace RevenueFunctions.Tests.Contract.AzureSdk;

/// <summary>
/// The subset may grow only on purpose: each line of the approved list was compared with the real package. A line that the real
/// package lacks would compile here and fail when the app is published.
/// </summary>
public sealed class PublicSurfaceTests
{
    private static string ApprovedPath => Path.Combine(AppContext.BaseDirectory, "AzureSdk", "PublicSurface.approved.txt");

    [Fact]
    public void Subset_EveryPublicMember_IsInTheApprovedList()
    {
        var approved = File.ReadLines(ApprovedPath).Where(line => line.Length > 0 && line[0] != '#').ToHashSet(StringComparer.Ordinal);
        var actual = PublicSurface.Of(typeof(FunctionAttribute).Assembly).ToHashSet(StringComparer.Ordinal);

        var added = actual.Except(approved).Order(StringComparer.Ordinal).Select(line => $"not approved: {line}");
        var gone = approved.Except(actual).Order(StringComparer.Ordinal).Select(line => $"approved but gone: {line}");

        List<string> differences = [.. added, .. gone];
        Assert.True(differences.Count == 0, string.Join(Environment.NewLine, differences));
    }
}
