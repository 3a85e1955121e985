using RevenueFunctions.Functions;
using RevenueFunctions.Functions.Access;
using RevenueFunctions.Functions.Http;
using RevenueFunctions.Functions.OpenApi;
using RevenueFunctions.Tests.Unit.Architecture;

namespace RevenueFunctions.Tests.Unit.Access;

/// <summary>docs/security.md says of each role what the operations say.</summary>
public class SecurityPageTests
{
    private static readonly List<HttpFunction> Operations = [.. OpenApiDocument.HttpFunctions(typeof(FabricServices).Assembly).OrderBy(function => function.Name, StringComparer.Ordinal)];

    [Fact]
    public void Page_TableOfRoles_IsThatOfTheOperations()
    {
        string[] expected =
        [
            "| Reader | everything named Get…, List… or Find…, ExportBooks and PreviewRating; every other role may do this as well |",
            Row("Reader, with `Accounts`", one => one.OfAccount),
            Row("Operator", one => one.Role == Role.Operator),
            Row("Configurer", one => one.Role == Role.Configurer),
            Row("Approver", one => one.Role == Role.Approver),
            Row("nobody in particular", one => one.Role == Role.Anyone),
        ];
        var table = Sources.Lines("docs/security.md").SkipWhile(line => line != "| role | operations |").Skip(2).TakeWhile(line => line.StartsWith('|'));
        Assert.True(expected.SequenceEqual(table), $"docs/security.md should say:{Environment.NewLine}{string.Join(Environment.NewLine, expected)}");
    }

    [Fact]
    public void Operations_OpenToCustomers_OnlyRead() =>
        Assert.All(Operations.Where(function => function.Operation!.OfAccount), function => Assert.Equal((Role.Reader, "get"), (function.Operation!.Role, function.Trigger.Methods?.Single())));

    [Fact]
    public void Operations_ThatChangeNothing_AreForReaders() =>
        Assert.All(
            Operations.Where(function => function.Operation!.Role == Role.Reader),
            function => Assert.True(function.Trigger.Methods?.SequenceEqual(["get"]) == true || function.Operation!.ChangesNothing, $"{function.Name} is for readers and may change something."));

    [Fact]
    public void Operations_ForReaders_AreNamedAsReading() =>
        Assert.Equal(["ExportBooks", "PreviewRating"], Names(one => one.Role == Role.Reader).Where(name => !name.StartsWith("Get", StringComparison.Ordinal) && !name.StartsWith("List", StringComparison.Ordinal) && !name.StartsWith("Find", StringComparison.Ordinal)));

    private static List<string> Names(Func<ApiOperationAttribute, bool> may) => [.. Operations.Where(function => may(function.Operation!)).Select(function => function.Name)];

    private static string Row(string who, Func<ApiOperationAttribute, bool> may)
    {
        var names = Names(may);
        return $"| {who} | {(names.Count == 0 ? "none yet" : string.Join(", ", names))} |";
    }
}
