using RevenueFunctions.Functions.Access;

namespace RevenueFunctions.Functions.Http;

/// <summary>
/// Who may call an HTTP function (checked by <see cref="ApiGate"/>), and what the OpenAPI document says of it; the route and the methods
/// come from its trigger.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ApiOperationAttribute(Role role, string tag, string summary) : Attribute
{
    /// <summary>The role that a caller needs.</summary>
    public Role Role { get; } = role;

    /// <summary>Group of operations, such as "Invoices".</summary>
    public string Tag { get; } = tag;

    /// <summary>What it does, in one sentence.</summary>
    public string Summary { get; } = summary;

    /// <summary>
    /// Whether callers who may see single accounts only may call it, because it shows each caller only what belongs to their accounts. To
    /// say so and not to do so is caught by the tests of other customers' objects.
    /// </summary>
    public bool OfAccount { get; init; }

    /// <summary>Whether it is no command although its method is not GET.</summary>
    public bool ChangesNothing { get; init; }

    /// <summary>Type of the JSON body it takes; null when it takes none.</summary>
    public Type? Request { get; init; }

    /// <summary>Type of the JSON body of its success; null when that has no JSON body.</summary>
    public Type? Response { get; init; }

    /// <summary>Status of its success.</summary>
    public int Status { get; init; } = 200;

    /// <summary>Whether it answers 201 instead of 200 when the thing is new.</summary>
    public bool Creates { get; init; }

    /// <summary>Query parameters it takes, each "name: what it does"; others are refused.</summary>
    public string[] Query { get; init; } = [];

    /// <summary>Error statuses it answers besides 500 and 503, and 401 and 403 where it needs a role.</summary>
    public int[] Errors { get; init; } = [];
}
