using Microsoft.Azure.Functions.Worker;
using RevenueFunctions.Functions.Http;

namespace RevenueFunctions.Functions.OpenApi;

/// <summary>A function that is called over HTTP.</summary>
/// <param name="Name">The function's name.</param>
/// <param name="Trigger">Its route, methods and level.</param>
/// <param name="Operation">Its description; absent only where a test will say so.</param>
public sealed record HttpFunction(string Name, HttpTriggerAttribute Trigger, ApiOperationAttribute? Operation);
