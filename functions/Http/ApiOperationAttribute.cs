namespace RevenueFunctions.Functions.Http;

/// <summary>What the OpenAPI document says of an HTTP function; the route and the methods come from its trigger.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ApiOperationAttribute(string tag, string summary) : Attribute
{
    /// <summary>Group of operations, such as "Invoices".</summary>
    public string Tag { get; } = tag;

    /// <summary>What it does, in one sentence.</summary>
    public string Summary { get; } = summary;

    /// <summary>Type of the JSON body it takes; null when it takes none.</summary>
    public Type? Request { get; init; }

    /// <summary>Type of the JSON body of its success; null when that has no JSON body.</summary>
    public Type? Response { get; init; }

    /// <summary>Status of its success.</summary>
    public int Status { get; init; } = 200;

    /// <summary>Whether it answers 201 instead of 200 when the thing is new.</summary>
    public bool Creates { get; init; }

    /// <summary>Query parameters it reads, each "name: what it does".</summary>
    public string[] Query { get; init; } = [];

    /// <summary>Error statuses it answers besides 500 and 503.</summary>
    public int[] Errors { get; init; } = [];
}
