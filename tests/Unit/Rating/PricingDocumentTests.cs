using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using RevenueFunctions.Catalog;
using RevenueFunctions.Rating;

namespace RevenueFunctions.Tests.Unit.Rating;

/// <summary>The examples of docs/pricing.md are requests that give what the page says.</summary>
public partial class PricingDocumentTests
{
    private static readonly List<(string Request, decimal Total)> Examples =
        [.. Example().Matches(File.ReadAllText(Repository.Path("docs", "pricing.md"))).Select(match =>
            (match.Groups["request"].Value, decimal.Parse(match.Groups["total"].Value, CultureInfo.InvariantCulture)))];

    [Fact]
    public void Examples_EachRequest_GivesTheTotalOfThePage()
    {
        foreach (var (request, total) in Examples)
        {
            var (result, issues) = RatingPreview.Rate(FabricJson.Read<RatingPreviewRequest>(Encoding.UTF8.GetBytes(request)), CatalogSnapshot.Empty);
            Assert.True(issues.IsEmpty, $"{request}\n{string.Join('\n', issues)}");
            Assert.True(total == result!.Total, $"{request}\nsays {total}, gives {result.Total}:\n{string.Join('\n', result.Results.SelectMany(one => one.Steps))}");
        }
    }

    [Fact]
    public void Examples_OfThePage_CoverEveryModel()
    {
        var models = typeof(Price).GetCustomAttributes(typeof(System.Text.Json.Serialization.JsonDerivedTypeAttribute), false)
            .Cast<System.Text.Json.Serialization.JsonDerivedTypeAttribute>().Select(one => (string)one.TypeDiscriminator!);
        Assert.All(models, model => Assert.Contains(Examples, example => example.Request.Contains($"\"model\": \"{model}\"", StringComparison.Ordinal)));
    }

    [GeneratedRegex("```json\n(?<request>[^\n]*)\n```\n→ \\*\\*(?<total>[0-9.]+)\\*\\*", RegexOptions.ExplicitCapture)]
    private static partial Regex Example();
}
