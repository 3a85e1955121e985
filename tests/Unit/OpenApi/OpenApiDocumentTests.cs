using System.Reflection;
using System.Text.Json.Nodes;
using RevenueFunctions.Functions;
using RevenueFunctions.Functions.OpenApi;

namespace RevenueFunctions.Tests.Unit.OpenApi;

/// <summary>The description of the API is whole: every function, every schema, every parameter.</summary>
public class OpenApiDocumentTests
{
    private static readonly Assembly Functions = typeof(FabricServices).Assembly;
    private static readonly JsonObject Document = OpenApiDocument.Describe(Functions);

    /// <summary>Functions whose success has no JSON body by nature.</summary>
    private static readonly string[] WithoutBody = ["GetOpenApi", "GetInvoiceDocument", "GetCreditNoteDocument", "ExportBooks"];

    public static TheoryData<string> HttpFunctions => [.. OpenApiDocument.HttpFunctions(Functions).Select(function => function.Name)];

    [Theory]
    [MemberData(nameof(HttpFunctions))]
    public void Describe_HttpFunction_HasATagASummaryAndAnAnswer(string name)
    {
        var function = OpenApiDocument.HttpFunctions(Functions).Single(function => function.Name == name);
        Assert.True(function.Operation is not null, $"{name} needs [ApiOperation].");
        Assert.NotEmpty(function.Operation.Tag);
        Assert.EndsWith(".", function.Operation.Summary, StringComparison.Ordinal);
        Assert.True(function.Operation.Response is not null || WithoutBody.Contains(name) || function.Operation.Status is 202 or 204, $"{name} needs a Response.");

        var operation = Operations().Single(one => one["operationId"]!.GetValue<string>() == name);
        Assert.NotNull(operation["responses"]);
        Assert.All(function.Operation.Query, text => Assert.Contains(": ", text, StringComparison.Ordinal));
    }

    [Fact]
    public void Describe_Document_IsOpenApi31AndNamesEveryPath()
    {
        Assert.Equal("3.1.0", Document["openapi"]!.GetValue<string>());
        Assert.Equal(OpenApiDocument.HttpFunctions(Functions).Sum(function => function.Trigger.Methods?.Length ?? 2), Operations().Count());
        Assert.All(Document["paths"]!.AsObject(), path => Assert.StartsWith("/api/", path.Key, StringComparison.Ordinal));
        Assert.DoesNotContain(Document["paths"]!.AsObject(), path => path.Key.Contains(':', StringComparison.Ordinal) || path.Key.Contains('*', StringComparison.Ordinal));
    }

    [Fact]
    public void Describe_PathParameters_AreThoseOfThePath()
    {
        foreach (var (path, methods) in Document["paths"]!.AsObject())
        {
            var named = path.Split('/').Where(part => part.StartsWith('{')).Select(part => part.Trim('{', '}')).ToList();
            foreach (var operation in methods!.AsObject().Select(method => method.Value!))
            {
                var described = (operation["parameters"]?.AsArray() ?? []).Where(parameter => parameter!["in"]!.GetValue<string>() == "path").Select(parameter => parameter!["name"]!.GetValue<string>());
                Assert.Equal(named, described);
            }
        }
    }

    [Fact]
    public void Describe_References_AllLeadSomewhere()
    {
        foreach (var reference in Nodes(Document).OfType<JsonObject>().Select(node => node["$ref"]).OfType<JsonValue>().Select(value => value.GetValue<string>()))
        {
            Assert.StartsWith("#/components/", reference, StringComparison.Ordinal);
            var found = reference[2..].Split('/').Aggregate((JsonNode?)Document, (node, part) => node?[part]);
            Assert.True(found is JsonObject { Count: > 0 }, reference);
        }
    }

    [Fact]
    public void Describe_Refusals_SayWhenToComeBack()
    {
        Assert.NotNull(Document["components"]!["responses"]!["Busy"]!["headers"]!["Retry-After"]);
        Assert.All(Operations(), operation => Assert.All(
            (string[])["429", "503"], status => Assert.Equal("#/components/responses/Busy", operation["responses"]![status]!["$ref"]!.GetValue<string>())));
    }

    [Fact]
    public void Describe_Amounts_AreDecimalText()
    {
        var total = Document["components"]!["schemas"]!["InvoiceView"]!["properties"]!["total"]!;
        Assert.Equal(("string", "decimal"), (total["type"]!.GetValue<string>(), total["format"]!.GetValue<string>()));
    }

    [Fact]
    public void Describe_Prices_AreToldApartByModel()
    {
        var branches = Document["components"]!["schemas"]!["Price"]!["anyOf"]!.AsArray();
        Assert.Equal(
            ["flat", "perUnit", "graduated", "volume", "package", "percentage", "graduatedPercentage", "stairStep", "dynamic", "block", "bucketed", "timeWeightedGraduated"],
            branches.Select(branch => branch!["properties"]!["model"]!["const"]!.GetValue<string>()));
    }

    [Fact]
    public void Describe_MembersThatMayBeAbsent_AreNotRequired()
    {
        var required = Document["components"]!["schemas"]!["InvoiceView"]!["required"]!.AsArray().Select(name => name!.GetValue<string>()).ToList();
        Assert.Contains("state", required);
        Assert.DoesNotContain("number", required);
        Assert.DoesNotContain("posting", required);
    }

    private static IEnumerable<JsonNode> Operations() =>
        Document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject()).Select(method => method.Value!);

    private static IEnumerable<JsonNode?> Nodes(JsonNode? node) => node switch
    {
        JsonObject inner => inner.SelectMany(member => Nodes(member.Value)).Prepend(inner),
        JsonArray list => list.SelectMany(Nodes).Prepend(list),
        _ => [node],
    };
}
