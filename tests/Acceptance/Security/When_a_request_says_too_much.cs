using System.Text.Json.Nodes;

namespace RevenueFunctions.Tests.Acceptance.Security;

/// <summary>What an operation does not take is refused with its name, never ignored (OWASP API3): at every depth of every body.</summary>
public sealed class When_a_request_says_too_much(SecuredFabric fabric) : IClassFixture<SecuredFabric>
{
    private static readonly string[] Forbidden = ["amount", "status", "tenantId", "postedAt", "number", "roles", "__proto__", "ID"];

    [Fact]
    public async Task Should_refuse_members_that_a_body_does_not_have()
    {
        var wrong = new List<string>();
        var tried = 0;
        foreach (var operation in fabric.Api.Operations.Where(one => one.Body is not null))
        {
            foreach (var (place, body) in Bodies(operation.Body!))
            {
                foreach (var member in Forbidden.Where(name => !place.Contains(name)))
                {
                    var sent = body(member);
                    var answer = await SendAsync(operation, string.Empty, sent);
                    var error = answer.Status == 400 ? JsonNode.Parse(answer.Text)!["errors"]![0]! : null;
                    if (error is null || error["code"]!.ToString() != "unknown-member" || !error["message"]!.ToString().Contains($"'{member}'", StringComparison.Ordinal))
                    {
                        wrong.Add($"{operation} {sent}: {answer.Status} {answer.Text}");
                    }

                    tried++;
                }
            }
        }

        Assert.True(wrong.Count == 0, string.Join(Environment.NewLine, wrong.Take(20)));
        Assert.True(tried > 300, $"Only {tried} bodies were tried.");
    }

    [Fact]
    public async Task Should_refuse_a_body_where_none_is_taken()
    {
        foreach (var operation in fabric.Api.Operations.Where(one => one.Body is null))
        {
            var answer = await SendAsync(operation, string.Empty, """{"status":"posted"}""");
            Assert.True(answer.Status == 400 && answer.Text.Contains("unexpected-body", StringComparison.Ordinal), $"{operation}: {answer.Status} {answer.Text}");
        }
    }

    [Fact]
    public async Task Should_refuse_parameters_that_it_does_not_know_or_that_come_twice()
    {
        foreach (var operation in fabric.Api.Operations)
        {
            var unknown = await SendAsync(operation, "?acount=acme", operation.Body is null ? null : "{}");
            Assert.True(unknown.Status == 400 && unknown.Text.Contains("'acount'", StringComparison.Ordinal), $"{operation}: {unknown.Status} {unknown.Text}");
            foreach (var name in operation.Query.Where(one => !one.EndsWith(".PATH", StringComparison.Ordinal)))
            {
                var twice = await SendAsync(operation, $"?{name}=1&{name}=1", operation.Body is null ? null : "{}");
                Assert.True(twice.Status == 400 && twice.Text.Contains("repeated-parameter", StringComparison.Ordinal), $"{operation} {name}: {twice.Status} {twice.Text}");
            }
        }
    }

    private Task<RawClient.RawAnswer> SendAsync(ApiSurface.Operation operation, string query, string? json) =>
        fabric.Client.SendAsync(operation.Method, operation.Path("acme") + query, Keys.Everything, json, ("x-functions-key", Keys.Master));

    /// <summary>For each object in a schema: its own members, and a body that holds it with one member more.</summary>
    private IEnumerable<(IReadOnlyCollection<string> Members, Func<string, string> Body)> Bodies(JsonNode schema)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var open = new Queue<(JsonNode Schema, Func<string, string> Wrap)>([(schema, inner => inner)]);
        while (open.TryDequeue(out var next))
        {
            if (next.Schema["$ref"] is { } reference)
            {
                if (seen.Add(reference.ToString()))
                {
                    open.Enqueue((reference.ToString()[2..].Split('/').Aggregate(fabric.Api.Document, (node, part) => node[part]!), next.Wrap));
                }

                continue;
            }

            foreach (var branch in next.Schema["anyOf"]?.AsArray() ?? [])
            {
                open.Enqueue((branch!, next.Wrap));
            }

            if (next.Schema["items"] is { } items)
            {
                open.Enqueue((items, inner => next.Wrap($"[{inner}]")));
            }

            // A map takes any member.
            if (next.Schema["properties"] is not JsonObject properties || next.Schema["additionalProperties"] is JsonObject)
            {
                continue;
            }

            var model = properties["model"]?["const"] is { } name ? $"\"model\":\"{name}\"," : string.Empty;
            yield return ([.. properties.Select(one => one.Key)], member => next.Wrap($$"""{{{model}}"{{member}}":"1"}"""));
            foreach (var (key, value) in properties.Where(one => one.Value is JsonObject))
            {
                open.Enqueue((value!, inner => next.Wrap($$"""{{{model}}"{{key}}":{{inner}}}""")));
            }
        }
    }
}
