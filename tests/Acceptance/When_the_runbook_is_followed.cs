using System.Net;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using RevenueFunctions.Operations;

namespace RevenueFunctions.Tests.Acceptance;

/// <summary>docs/operate.md has a section for every alert, and each of its commands does something on a fabric to which all of it happened.</summary>
public sealed partial class When_the_runbook_is_followed
{
    private static readonly string Page = File.ReadAllText(Repository.Path("docs", "operate.md"));

    [Fact]
    public void Should_have_a_section_for_every_alert()
    {
        var sections = Section().Matches(Page).Select(match => match.Groups["name"].Value).ToList();
        var rules = AlertRule().Matches(File.ReadAllText(Repository.Path("infra", "alerts.bicep"))).Select(match => match.Groups["key"].Value).Append("deadLetters").ToList();
        Assert.Equal(11, rules.Count);
        Assert.All(rules, rule => Assert.Contains(rule, sections));
        Assert.All(Enum.GetNames<AlertKey>(), key => Assert.Contains(char.ToLowerInvariant(key[0]) + key[1..], rules));
        foreach (var rule in rules)
        {
            var text = Page.Split($"\n## {rule}\n")[1].Split("\n## ")[0];
            Assert.All(["**Means**", "**See**", "**Press**", "**Escalate**", "**Clears**"], part => Assert.True(text.Contains(part, StringComparison.Ordinal), $"{rule} lacks {part}"));
        }
    }

    [Fact]
    public void Should_link_to_pages_and_sections_that_exist()
    {
        foreach (var (page, section) in Link().Matches(Page).Select(match => (match.Groups["page"].Value, match.Groups["section"].Value)))
        {
            var path = page.Length == 0 ? Repository.Path("docs", "operate.md") : Path.GetFullPath(Path.Combine(Repository.Path("docs"), page));
            Assert.True(File.Exists(path), $"{page} does not exist");
            var anchors = File.ReadAllLines(path).Where(line => line.StartsWith('#')).Select(line => Anchor(line.TrimStart('#', ' ')));
            Assert.True(section.Length == 0 || anchors.Contains(section), $"{page} has no section #{section}");
        }
    }

    [Fact]
    public async Task Should_have_commands_that_the_fabric_takes()
    {
        await using var host = await FabricHost.StartAsync();
        await HappenAsync(host);
        using var client = new HttpClient { BaseAddress = host.Address };
        var commands = Command().Matches(Page).Select(match => (Path: match.Groups["path"].Value.Trim('\''), Body: match.Groups["body"].Value, IsPost: match.Groups["post"].Success)).Distinct().ToList();
        Assert.InRange(commands.Count, 30, 100);
        var refused = new List<string>();

        // Looking first: what is pressed changes what is seen.
        foreach (var (path, body, isPost) in commands.OrderBy(command => command.IsPost || command.Body.Length > 0))
        {
            var orders = isPost || body.Length > 0;
            using var request = new HttpRequestMessage(orders ? HttpMethod.Post : HttpMethod.Get, path)
            {
                Content = body.Length > 0 ? new StringContent(body, MediaTypeHeaderValue.Parse("application/json")) : null,
            };
            using var answer = await client.SendAsync(request);

            // What is ordered may be impossible in the state of this fabric (no lane stands still), but it must be understood, and about things that are there.
            if (answer is { IsSuccessStatusCode: false } && !(orders && answer.StatusCode == HttpStatusCode.Conflict))
            {
                refused.Add($"{path} {body}: {answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
            }
        }

        Assert.Empty(refused);
    }

    // What the page takes as its examples: a closed period, its posting, and two unknown subjects.
    private static async Task HappenAsync(FabricHost host)
    {
        await host.PostAsync("/api/v1/catalog/import", SmallCatalog.Json);
        foreach (var (id, subject) in new[] { ("1", "C-1"), ("2", "C-7"), ("3", "C-8") })
        {
            await host.SendAsync(
                HttpMethod.Post, "/usage/cloudevents",
                $$$"""{"specversion":"1.0","id":"{{{id}}}","source":"test","type":"acme.request","subject":"{{{subject}}}","time":"2026-03-10T10:00:00Z","data":{"region":"eu"}}""",
                "application/cloudevents+json");
        }

        await host.UntilAsync("/api/v1/quarantine", groups => groups["items"]!.AsArray().Count == 2);
        await host.UntilAsync("/api/v1/ingest/conservation", proof => proof["items"]!.AsArray().All(partition => partition!["notYetSeen"]!.GetValue<long>() == 0));
        Assert.Equal(202, (await host.PostAsync("/api/v1/accounts/acme/periods/20260301/close", """{"force":true}""")).Status);
        await host.UntilAsync("/api/v1/sagas/invoice:acme:20260301", saga => saga["saga"]!["state"]!.ToString() == "completed");
    }

    private static string Anchor(string heading) => AnchorDrops().Replace(heading.ToLowerInvariant(), string.Empty).Replace(' ', '-');

    [GeneratedRegex(@"^## (?<name>.+)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Section();

    [GeneratedRegex(@"^ *key: '(?<key>\w+)'$", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex AlertRule();

    [GeneratedRegex(@"\]\((?<page>[^)#:]*)(#(?<section>[^)]+))?\)", RegexOptions.ExplicitCapture)]
    private static partial Regex Link();

    [GeneratedRegex(@"\bfabric (?<path>'/[^']+'|/[^ `\n]+)(?<post> -X POST)?( -H ""\$json"" -d '(?<body>[^']+)')?", RegexOptions.ExplicitCapture)]
    private static partial Regex Command();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex AnchorDrops();
}
