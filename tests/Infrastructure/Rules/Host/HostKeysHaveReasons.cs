using RevenueFunctions.Tests.Infrastructure.Checks;

namespace RevenueFunctions.Tests.Infrastructure.Rules.Host;

/// <summary>docs/host.md gives each key of host.json its value, its default and a reason, and speaks of no other.</summary>
public sealed class HostKeysHaveReasons : Rule
{
    private const string Page = "docs/host.md";

    /// <inheritdoc/>
    public override bool ReadsBicep => false;

    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Deployment deployment)
    {
        var keys = HostJsonFile.Keys(deployment.Files.Text(HostJsonFile.Path)).ToDictionary(key => string.Join('.', key.Path), key => key.Value.ToString());
        var rows = Rows(deployment.Files.Find(Page)?.Text ?? string.Empty).ToList();
        foreach (var (path, value) in keys)
        {
            var row = RowOf(rows, path);
            if (row.Key is null)
            {
                yield return At(Page, 0, $"'{path}' of host.json has no row: add its value, its default and why it is so.");
            }
            else if (!string.Equals(row.Value, value, StringComparison.OrdinalIgnoreCase))
            {
                yield return At(Page, row.Line, $"'{path}' is '{value}' in host.json, but '{row.Value}' here: correct one of them.");
            }
            else if (!string.Equals(row.Standard, HostKeys.Find(path.Split('.'))?.Standard ?? "none", StringComparison.OrdinalIgnoreCase))
            {
                yield return At(Page, row.Line, $"the default of '{path}' is '{HostKeys.Find(path.Split('.'))?.Standard ?? "none"}' (HostKeys), not '{row.Standard}': correct it.");
            }
            else if (row.Why.Length < 20)
            {
                yield return At(Page, row.Line, $"'{path}' has no reason here: say what would be lost with another value.");
            }
        }

        foreach (var row in rows.Where(row => keys.Keys.All(path => RowOf(rows, path) != row)))
        {
            yield return At(Page, row.Line, $"'{row.Key}' is not set in host.json: remove the row, or set the key.");
        }
    }

    // A key may be shortened from the left, as far as it stays the only one.
    private static (string Key, string Value, string Standard, string Why, int Line) RowOf(IEnumerable<(string Key, string Value, string Standard, string Why, int Line)> rows, string path) =>
        rows.Where(row => path == row.Key || path.EndsWith($".{row.Key}", StringComparison.Ordinal)).OrderByDescending(row => row.Key.Length).FirstOrDefault();

    // | `key` | `value` | default | why |
    private static IEnumerable<(string Key, string Value, string Standard, string Why, int Line)> Rows(string page) =>
        from line in page.Split('\n').Select((text, index) => (text, number: index + 1))
        where line.text.StartsWith("| `", StringComparison.Ordinal)
        let cells = line.text.Split('|').Select(cell => cell.Trim()).ToArray()
        where cells.Length == 6
        select (cells[1].Trim('`'), cells[2].Trim('`'), cells[3].Trim('`'), cells[4], line.number);
}
