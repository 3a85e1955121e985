using System.Globalization;
using Microsoft.AspNetCore.Http;
using RevenueFunctions.Functions.OpenApi;

namespace RevenueFunctions.Functions.Operations;

/// <summary>On which object a command works, as the audit log names it: its route, or what the command found in its body.</summary>
public sealed class CommandTarget
{
    private const int MostCharacters = 400;
    private readonly string name;

    private CommandTarget(string name) => this.name = name;

    /// <summary>Names the object of a command whose route does not.</summary>
    public static void Name(HttpRequest request, params ReadOnlySpan<string> path)
    {
        ArgumentNullException.ThrowIfNull(request);
        var parts = new List<string>();
        foreach (var part in path)
        {
            parts.Add(Uri.EscapeDataString(part));
        }

        request.HttpContext.Features.Set(new CommandTarget($"v1/{string.Join('/', parts)}"));
    }

    /// <summary>
    /// The object of a request, percent-encoded: whatever the caller wrote there, it is one line of plain characters, and never longer than a
    /// log entry may be.
    /// </summary>
    internal static string Of(HttpRequest request, HttpFunction function)
    {
        var named = request.HttpContext.Features.Get<CommandTarget>()?.name
            ?? RouteTemplate.Fill(function.Trigger.Route ?? function.Name, name => Convert.ToString(request.RouteValues[name], CultureInfo.InvariantCulture));
        return named.Length <= MostCharacters ? named : named[..MostCharacters];
    }
}
