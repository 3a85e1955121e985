using System.Xml;
using System.Xml.Linq;
using RevenueFunctions.Tests.Infrastructure.Checks;

namespace RevenueFunctions.Tests.Infrastructure.Rules.Policies;

/// <summary>Policies of API Management are well-formed, stand in their sections, and use only what the Consumption tier has.</summary>
public sealed class PoliciesFitTheTier : Rule
{
    // Microsoft's reference of policies: those that list "Consumption" among their gateways, as far as a gateway before one API needs them.
    private static readonly HashSet<string> Known =
    [
        "base", "include-fragment", "rate-limit", "quota", "set-header", "set-query-parameter", "set-variable", "set-body", "set-status", "set-method", "set-backend-service",
        "rewrite-uri", "choose", "when", "otherwise", "return-response", "validate-azure-ad-token", "validate-jwt", "check-header", "ip-filter", "cors", "forward-request", "retry",
        "trace", "authentication-managed-identity", "mock-response", "limit-concurrency",
    ];

    private static readonly Dictionary<string, string> Refused = new()
    {
        ["rate-limit-by-key"] = "the Consumption tier does not have it: use rate-limit, which counts by subscription",
        ["quota-by-key"] = "the Consumption tier does not have it: use quota, which counts by subscription",
        ["llm-token-limit"] = "the Consumption tier does not have it",
        ["cache-lookup"] = "the Consumption tier has no internal cache",
        ["cache-store"] = "the Consumption tier has no internal cache",
        ["validate-client-certificate"] = "certificates are not asked for here",
        ["log-to-eventhub"] = "telemetry goes to Application Insights",
    };

    private static readonly string[] Sections = ["inbound", "backend", "outbound", "on-error"];

    /// <inheritdoc/>
    public override bool ReadsBicep => false;

    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Deployment deployment) => deployment.Files.Below("infra", ".xml").SelectMany(path => Check(deployment, path, deployment.Files.Text(path)));

    private IEnumerable<Finding> Check(Deployment deployment, string path, string text)
    {
        XDocument document;
        try
        {
            document = XDocument.Parse(text, LoadOptions.SetLineInfo);
        }
        catch (XmlException problem)
        {
            return [At(path, problem.LineNumber, $"is not XML: {problem.Message}")];
        }

        var statements = document.Root!.Name.LocalName == "policies" ? document.Root.Elements().SelectMany(section => section.Elements()) : document.Root.Elements();
        return document.Root.Elements().Where(section => document.Root.Name.LocalName == "policies" && !Sections.Contains(section.Name.LocalName))
            .Select(section => At(path, Line(section), $"'{section.Name.LocalName}' is no section of a policy: it is one of {string.Join(", ", Sections)}."))
            .Concat(statements.SelectMany(Nested).Select(statement => (statement, Problem: Problem(statement.Name.LocalName))).Where(found => found.Problem is not null)
                .Select(found => At(path, Line(found.statement), $"'{found.statement.Name.LocalName}': {found.Problem}.")))
            .Concat(Fragments(deployment, path, document));
    }

    private IEnumerable<Finding> Fragments(Deployment deployment, string path, XDocument document) =>
        from fragment in document.Descendants("include-fragment")
        let id = fragment.Attribute("fragment-id")?.Value
        where !deployment.Files.Below("infra", ".bicep").Any(file => deployment.Files.Text(file).Contains($"'{id}'", StringComparison.Ordinal))
        select At(path, Line(fragment), $"the fragment '{id}' is made by no policyFragments of the infrastructure: correct its name, or make it.");

    // Statements may hold statements only within choose, retry and limit-concurrency.
    private static IEnumerable<XElement> Nested(XElement statement) => statement.Name.LocalName is "choose" or "when" or "otherwise" or "retry" or "limit-concurrency"
        ? statement.Elements().SelectMany(Nested).Prepend(statement)
        : [statement];

    private static string? Problem(string name) => Refused.TryGetValue(name, out var why) ? why : Known.Contains(name) ? null : "is not one of the policies that these checks know for the Consumption tier";

    private static int Line(XElement element) => ((IXmlLineInfo)element).LineNumber;
}
