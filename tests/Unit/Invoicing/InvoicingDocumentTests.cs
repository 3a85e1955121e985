using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using RevenueFunctions.Catalog;
using RevenueFunctions.Invoicing;
using RevenueFunctions.Rating;

namespace RevenueFunctions.Tests.Unit.Invoicing;

/// <summary>The examples of docs/invoicing.md are what the fabric takes and gives.</summary>
public partial class InvoicingDocumentTests
{
    private static readonly List<string> Blocks = [.. Block().Matches(File.ReadAllText(Repository.Path("docs", "invoicing.md"))).Select(match => match.Groups["json"].Value)];

    [Fact]
    public void Example_OfAWholeInvoice_GivesWhatThePageSays()
    {
        var (result, issues) = RatingPreview.Rate(Read<RatingPreviewRequest>(Blocks[0]), CatalogSnapshot.Empty);
        Assert.True(issues.IsEmpty, string.Join('\n', issues));
        AssertHolds(JsonNode.Parse(Blocks[1])!, JsonNode.Parse(FabricJson.Bytes(result))!, "$");
    }

    [Fact]
    public void Example_OfATaxTable_IsAValidOne()
    {
        var table = Read<TaxTable>(Blocks[2]);
        Assert.Null(CatalogValidator.Validate(new CatalogDocuments { TaxTables = [table] }, CatalogSnapshot.Empty));
    }

    [Fact]
    public void Example_OfATaxAnswer_AnswersTheQuestion() =>
        Assert.IsType<TaxOutcome.Taxed>(TaxAnswerRules.Judge(Read<TaxRequest>(Blocks[3]), Read<TaxAnswer>(Blocks[4])));

    // Everything that the page says is so; what it leaves out is not its matter.
    private static void AssertHolds(JsonNode said, JsonNode? real, string path)
    {
        switch (said)
        {
            case JsonObject members:
                foreach (var (name, value) in members)
                {
                    AssertHolds(value!, real?[name], $"{path}.{name}");
                }

                break;
            case JsonArray items:
                Assert.True(real is JsonArray others && others.Count == items.Count, $"{path}: {real}");
                for (var at = 0; at < items.Count; at++)
                {
                    AssertHolds(items[at]!, real[at], $"{path}[{at}]");
                }

                break;
            default:
                Assert.True(real?.ToString() == said.ToString(), $"{path} is {real}, the page says {said}");
                break;
        }
    }

    private static T Read<T>(string json) => FabricJson.Read<T>(Encoding.UTF8.GetBytes(json));

    [GeneratedRegex("```json\n(?<json>.*?)\n```", RegexOptions.ExplicitCapture | RegexOptions.Singleline)]
    private static partial Regex Block();
}
