using System.Globalization;
using System.Text.Json.Nodes;

namespace RevenueFunctions.Tests.Acceptance.Crashes;

/// <summary>The people behind the fabric: they let lanes go on that stand still, and answer what sagas ask.</summary>
internal sealed class CrashOperator(FabricProcess host, Random random, Acknowledgements acknowledged, Action acted)
{
    private int actions;

    /// <summary>Looks once at what waits for a person, and acts.</summary>
    public async Task LookAsync()
    {
        foreach (var lane in await ItemsAsync("/api/v1/lanes"))
        {
            if (lane["state"]!.ToString() == "blocked")
            {
                await MoveAsync(lane);
            }
        }

        foreach (var open in await ItemsAsync("/api/v1/exceptions"))
        {
            await AnswerAsync(open);
        }
    }

    private async Task MoveAsync(JsonNode lane)
    {
        var action = random.Next(4) switch { 0 => "retry", 1 => "release", 2 => "skip", _ => null };
        if (action is null)
        {
            // Left to the case.
            return;
        }

        var moved = await host.PostAsync($"/api/v1/lanes/{lane["legalEntityId"]}/{action}", $$"""{"reason":"{{Note()}}"}""");
        Assert.True(moved.Status is 200 or 409, $"{action}: {moved.Status} {moved.Json}");
        if (moved.Status == 200)
        {
            if (action == "skip")
            {
                acknowledged.SetAside.Add(long.Parse(moved.Json!["sequence"]!.ToString(), CultureInfo.InvariantCulture));
            }

            Acted($"lanes moved by {action}");
        }
    }

    private async Task AnswerAsync(JsonNode open)
    {
        // What is in quarantine leaves it by a replay.
        var kind = open["kind"]!.ToString();
        if (kind == "quarantine")
        {
            return;
        }

        var id = open["id"]!.ToString();
        if (kind == "saga" && open["code"]!.ToString() != "posting-set-aside")
        {
            // Nothing else may ever be asked here: a break, above all, is a fault, and a repeat could hide it.
            throw new InvalidOperationException($"A saga asks what it should not: {open}{Environment.NewLine}{await BreaksAsync(open)}");
        }

        var action = kind == "saga" || random.Next(2) == 0 ? "retry" : "skip";
        var answer = await ResolveAsync(id, action);
        if (answer.Status == 409)
        {
            // The lane goes on already; a crash left the case behind.
            (action, answer) = ("resolve", await ResolveAsync(id, "resolve"));
        }

        Assert.True(answer.Status is 200 or 404 or 409, $"{action} of {id}: {answer.Status} {answer.Json}");
        if (answer.Status == 200)
        {
            acknowledged.Cases.Add(id);
            Acted($"{kind} cases answered with {action}");
        }
    }

    private async Task<string> BreaksAsync(JsonNode open) => open["detail"]?.ToString().Split(' ').FirstOrDefault(word => word.StartsWith("/api/", StringComparison.Ordinal)) is { } run
        ? $"{(await host.GetAsync($"{run.TrimEnd('.')}/breaks")).Json}"
        : string.Empty;

    private Task<FabricClient.Answer> ResolveAsync(string id, string action) =>
        host.PostAsync($"/api/v1/exceptions/{Uri.EscapeDataString(id)}/resolve", $$"""{"action":"{{action}}","note":"{{Note()}}"}""");

    private async Task<IEnumerable<JsonNode>> ItemsAsync(string path) => (await host.GetAsync(path)).Json!["items"]!.AsArray().OfType<JsonNode>();

    private string Note() => string.Create(CultureInfo.InvariantCulture, $"action {++actions}");

    private void Acted(string what)
    {
        acknowledged.Add(what);
        acted();
    }
}
