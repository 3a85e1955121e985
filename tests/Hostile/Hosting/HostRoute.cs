namespace RevenueFunctions.Tests.Hostile.Hosting;

/// <summary>A route that the host serves.</summary>
/// <param name="Method">GET, POST ….</param>
/// <param name="Template">Its path with parameters in braces, with their constraints.</param>
internal sealed record HostRoute(string Method, string Template);
