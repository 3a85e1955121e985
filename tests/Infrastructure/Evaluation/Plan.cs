using System.Text.Json;
using RevenueFunctions.Tests.Infrastructure.Bicep;

namespace RevenueFunctions.Tests.Infrastructure.Evaluation;

/// <summary>What infra/main.bicep would make of one choice of parameters.</summary>
/// <param name="Choice">The choice, for findings: which parameter differs from the file of parameters.</param>
/// <param name="Main">The file that azd deploys, called.</param>
/// <param name="Resources">All resources of all modules.</param>
public sealed record Plan(string Choice, ModuleInstance Main, IReadOnlyList<PlannedResource> Resources)
{
    /// <summary>What is made, not looked up.</summary>
    public IEnumerable<PlannedResource> Made => Resources.Where(resource => !resource.IsExisting);

    /// <summary>Those of a type that are made.</summary>
    public IEnumerable<PlannedResource> Of(string type) => Made.Where(resource => resource.Is(type));

    /// <summary>
    /// The plan of the parameters as they stand, one for each other choice that a flag or a list of allowed values leaves, and one with every flag
    /// on, every empty text filled and 1 in place of 0.
    /// </summary>
    public static IEnumerable<Plan> All(ModuleSource main, Func<string, ModuleSource> sources, string? parametersJson)
    {
        var given = Given(main, parametersJson);
        var asGiven = Make("as in main.parameters.json", main, sources, given);
        yield return asGiven;
        yield return Make("with everything on", main, sources, new([.. given.Entries, .. Everything(main, asGiven)]));
        foreach (var parameter in main.File.All<Declaration.Parameter>())
        {
            foreach (var value in Alternatives(parameter).Where(value => value != asGiven.Main.Lookup(parameter.Name)))
            {
                var entry = new BicepValue.Entry(parameter.Name, value, main.File.Path, parameter.Line);
                yield return Make($"{parameter.Name} = {value.AsText()}", main, sources, new([.. given.Entries, entry]));
            }
        }
    }

    private static IEnumerable<BicepValue.Entry> Everything(ModuleSource main, Plan asGiven) =>
        from parameter in main.File.All<Declaration.Parameter>()
        let value = asGiven.Main.Lookup(parameter.Name)
        let other = parameter.Type.Text == "bool" ? new BicepValue.Scalar(true) : value is BicepValue.Scalar { Value: "" } ? new BicepValue.Scalar(parameter.Name.EndsWith("Endpoint", StringComparison.Ordinal) ? "http://collector:4317" : "11111111-2222-3333-4444-555555555555") : value is BicepValue.Scalar { Value: 0L } ? new BicepValue.Scalar(1L) : null
        where other is not null
        select new BicepValue.Entry(parameter.Name, other, main.File.Path, parameter.Line);

    private static Plan Make(string choice, ModuleSource main, Func<string, ModuleSource> sources, BicepValue.Map arguments)
    {
        var instance = new ModuleInstance(main, arguments, sources);
        PlannedResource[] resources = [.. instance.Resources()];

        // Asked for here, so that what cannot be computed shows now and not within a rule.
        foreach (var called in instance.Instances())
        {
            called.Outputs();
        }

        return new(choice, instance, resources);
    }

    private static IEnumerable<BicepValue> Alternatives(Declaration.Parameter parameter) =>
        parameter.Type.Text == "bool" ? [new BicepValue.Scalar(true), new BicepValue.Scalar(false)]
        : parameter.Decorator("allowed")?.Arguments is [Expression.List allowed] ? allowed.Items.OfType<Expression.Text>().Select(item => (BicepValue)new BicepValue.Scalar(((Expression.Literal)item.Parts[0]).Value))
        : parameter.Type.Kind == "type" && parameter.Type.Text.Contains('|', StringComparison.Ordinal) ? parameter.Type.Text.Split('|').Select(item => (BicepValue)new BicepValue.Scalar(item.Trim().Trim('\'')))
        : [];

    private static BicepValue.Map Given(ModuleSource main, string? json)
    {
        if (json is null)
        {
            return new([]);
        }

        using var document = JsonDocument.Parse(json);
        if (!document.RootElement.TryGetProperty("parameters", out var parameters))
        {
            return new([]);
        }

        return new([.. from member in parameters.EnumerateObject()
                       where member.Value.ValueKind == JsonValueKind.Object && member.Value.TryGetProperty("value", out _)
                       let kind = main.File.All<Declaration.Parameter>().FirstOrDefault(parameter => parameter.Name == member.Name)?.Type.Text ?? "string"
                       let value = Sample.Of(JsonValue.Of(member.Value.GetProperty("value"), string.Empty), kind)
                       where value is not null
                       select new BicepValue.Entry(member.Name, value, "infra/main.parameters.json", 1)]);
    }
}
