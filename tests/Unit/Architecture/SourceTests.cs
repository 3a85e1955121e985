using System.Text.RegularExpressions;

namespace RevenueFunctions.Tests.Unit.Architecture;

/// <summary>What every source file keeps to.</summary>
public partial class SourceTests
{
    private const int MostLines = 400;
    private static readonly string[] Everything = ["functions", "shared", "local", "tests"];

    [Fact]
    public void Files_Everywhere_HaveAtMost400Lines() =>
        Assert.DoesNotContain(Sources.Files(Everything), file => Sources.Lines(file).Length > MostLines);

    [Fact]
    public void Functions_Sources_HaveNoConditionalCode() =>
        Assert.DoesNotContain(Sources.Files("functions"), file => Sources.Lines(file).Any(line => line.TrimStart().StartsWith("#if", StringComparison.Ordinal)));

    [Fact]
    public void Types_OfTheProduct_HaveTellingNames() =>
        Assert.Empty(
            from file in Sources.Files("functions", "shared", "local")
            where !file.StartsWith("local/AzureSdk/", StringComparison.Ordinal)
            from line in Sources.Lines(file)
            let type = TypeName().Match(line)
            where type.Success && BannedName().IsMatch(type.Groups["name"].Value)
            select $"{file}: {type.Groups["name"].Value}");

    [Fact]
    public void Types_PublicInShared_LieInAFileOfTheirName() =>
        Assert.Empty(
            from file in Sources.Files("shared")
            where Sources.Lines(file).Any(line => line.StartsWith("public ", StringComparison.Ordinal))
                && !Sources.Lines(file).Any(line => TypeName().Match(line) is { Success: true } type && Names(file).Contains(type.Groups["name"].Value))
            select file);

    [Fact]
    public void Comments_Everywhere_LeaveNoWorkBehind() =>
        Assert.Empty(
            from file in Sources.Files("functions", "shared", "local", "tests")
            where !file.EndsWith("/SourceTests.cs", StringComparison.Ordinal)
            from line in Sources.Lines(file)
            where LeftWork().IsMatch(line)
            select $"{file}: {line.Trim()}");

    // X.Log.cs and X.Outcomes.cs are parts of X.
    private static string[] Names(string file)
    {
        var name = Path.GetFileNameWithoutExtension(file);
        return [name, name.Split('.')[0]];
    }

    [GeneratedRegex(@"^\s*(public|internal|private|protected)?[\w\s]*\b(class|struct|interface|enum|record|delegate)\s+(struct\s+|class\s+)?((ValueTask|Task)(<[^>]*>+)?\s+|void\s+|\w+\??\s+(?=\w+\())?(?<name>[A-Z]\w*)", RegexOptions.ExplicitCapture)]
    private static partial Regex TypeName();

    [GeneratedRegex("(Manager|Helper|Helpers|Util|Utils|Utility|Utilities|Common)$|^Default[A-Z]")]
    private static partial Regex BannedName();

    [GeneratedRegex("\\b(TODO|FIXME|HACK)\\b")]
    private static partial Regex LeftWork();
}
