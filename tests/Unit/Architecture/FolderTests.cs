namespace RevenueFunctions.Tests.Unit.Architecture;

/// <summary>Each domain folder has a page of its own: owns, does not own, time meanings, invariants.</summary>
public class FolderTests
{
    [Fact]
    public void DomainFolders_Each_SayWhatTheyOwn() =>
        Assert.Empty(
            from folder in Directory.EnumerateDirectories(Repository.Path("shared"))
            where Path.GetFileName(folder) is not ("bin" or "obj") && !File.Exists(Path.Combine(folder, "README.md"))
            select folder);
}
