using System.Text.Json;
using System.Xml;
using System.Xml.Linq;
using RevenueFunctions.Tests.Infrastructure.Bicep;
using RevenueFunctions.Tests.Infrastructure.Checks;

namespace RevenueFunctions.Tests.Infrastructure.Rules.Bicep;

/// <summary>Files that Bicep loads are there, and parse as what their name says.</summary>
public sealed class LoadedFilesAreThere : Rule
{
    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Deployment deployment) =>
        from file in deployment.Bicep.Values
        from declaration in file.Declarations
        from visit in Visit.All(declaration)
        where visit.Expression is Expression.Call { Function: Expression.Name { Value: "loadTextContent" or "loadJsonContent" or "loadYamlContent" } }
        let call = (Expression.Call)visit.Expression
        let problem = Problem(deployment, file, call)
        where problem is not null
        select At(file.Path, call.Line, problem);

    private static string? Problem(Deployment deployment, BicepFile file, Expression.Call call)
    {
        if (call.Arguments is not [Expression.Text { Parts: [Expression.Literal { Value: string relative }] }, ..])
        {
            return "the path of a loaded file must be a plain text: Bicep reads it when it compiles.";
        }

        var path = file.Resolve(relative);
        if (deployment.Files.Find(path) is not { } loaded)
        {
            return $"loads {relative}, but {path} is not there: add it, or correct the path.";
        }

        return Parse(path, loaded.Text) is { } problem ? $"loads {path}, which does not parse: {problem}" : null;
    }

    private static string? Parse(string path, string text)
    {
        try
        {
            switch (Path.GetExtension(path))
            {
                case ".json":
                    JsonDocument.Parse(text).Dispose();
                    break;
                case ".xml":
                    XDocument.Parse(text);
                    break;
            }

            return null;
        }
        catch (Exception problem) when (problem is JsonException or XmlException)
        {
            return problem.Message;
        }
    }
}
