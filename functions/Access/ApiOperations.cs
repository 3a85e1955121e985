using System.Collections.Frozen;
using RevenueFunctions.Functions.OpenApi;

namespace RevenueFunctions.Functions.Access;

/// <summary>The operations of the API by the name of their function: what <see cref="ApiGate"/> knows of them.</summary>
public sealed class ApiOperations
{
    private readonly FrozenDictionary<string, HttpFunction> byName;

    /// <summary>The operations among the methods of some classes.</summary>
    public ApiOperations(IEnumerable<Type> types) =>
        byName = OpenApiDocument.HttpFunctions(types).ToFrozenDictionary(function => function.Name, StringComparer.OrdinalIgnoreCase);

    /// <summary>The operation. One that does not say who may call it is answered to nobody.</summary>
    public HttpFunction this[string function] => byName.GetValueOrDefault(function) is { Operation: not null } found
        ? found
        : throw new InvalidOperationException($"Function '{function}' has no [ApiOperation], so nobody may call it: add one that names the role it needs.");
}
