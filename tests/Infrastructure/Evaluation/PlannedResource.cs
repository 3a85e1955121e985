namespace RevenueFunctions.Tests.Infrastructure.Evaluation;

/// <summary>A resource that a deployment would make, or (existing) looks up.</summary>
/// <param name="Type">Its full type.</param>
/// <param name="ApiVersion">The version of the API it is written for.</param>
/// <param name="FullName">Its name with those of its parents: namespace/queue.</param>
/// <param name="IsExisting">Looked up, not made.</param>
/// <param name="Scope">For an extension of another resource: that one's id; otherwise null.</param>
/// <param name="TargetScope">What its file is deployed to: resourceGroup or subscription.</param>
/// <param name="Body">All it says.</param>
/// <param name="File">Where it is declared.</param>
/// <param name="Line">The line.</param>
public sealed record PlannedResource(
    string Type, string ApiVersion, string FullName, bool IsExisting, string? Scope, string TargetScope, BicepValue.Map Body, string File, int Line)
{
    /// <summary>The same for every use of the same resource.</summary>
    public string Id => Scope is null ? $"{Type}/{FullName}" : $"{Scope}/{Type}/{FullName}";

    /// <summary>Its own name.</summary>
    public string Name => FullName.Split('/')[^1];

    /// <summary>Whether it is of a type.</summary>
    public bool Is(string type) => string.Equals(Type, type, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether it is another resource, or lies in it.</summary>
    public bool IsWithin(string id) => string.Equals(Id, id, StringComparison.OrdinalIgnoreCase) || Ancestors().Contains(id, StringComparer.OrdinalIgnoreCase);

    /// <summary>A setting of its properties.</summary>
    public BicepValue? Property(params ReadOnlySpan<string> path) => Body.At(["properties", .. path]);

    private IEnumerable<string> Ancestors()
    {
        var (types, names) = (Type.Split('/'), FullName.Split('/'));
        return Enumerable.Range(1, names.Length - 1).Select(count => $"{string.Join('/', types.Take(count + 1))}/{string.Join('/', names.Take(count))}");
    }
}
