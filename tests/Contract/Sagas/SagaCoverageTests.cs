namespace RevenueFunctions.Tests.Contract.Sagas;

/// <summary>That nothing the sagas can come to is without a recorded history on the current version.</summary>
public sealed class SagaCoverageTests
{
    [Fact]
    public void Recorded_EverythingThatTheCodeCanComeTo_IsInAHistory()
    {
        var missing = Missing(HistoryFiles.Current);

        Assert.True(missing.Count == 0, $"No recorded history of version {HostJson.DefaultVersion} holds this. Add a path to SagaPaths, then run: {HistoryFiles.Recorder}\n  {string.Join("\n  ", missing)}");
    }

    [Fact]
    public void Recorded_EveryPath_HasAFileAndEveryFileAPath()
    {
        var files = HistoryFiles.Current.Select(name => name[(HostJson.DefaultVersion.Length + 1)..]);

        Assert.Equal(SagaPaths.All.Select(path => path.Name).Order(StringComparer.Ordinal), files);
    }

    [Theory]
    [InlineData("undo-drop-draft-fails-skip", "DropDraft answers Failed")]
    [InlineData("undo-reverse-posting-throws-abort", "ReversePosting is asked about and answered Abort")]
    [InlineData("question-under-outages", "EscalateQuestion is tried again after an outage")]
    [InlineData("failed-ending", "EndSaga throws")]
    [InlineData("closed-again-after-compensation", "a second run")]
    [InlineData("terminated", "the instance ends Terminated")]
    public void Recorded_WithoutOnePath_NamesWhatIsMissing(string path, string mark) =>
        Assert.Contains(mark, Missing(HistoryFiles.Current.Where(name => !name.EndsWith($"/{path}", StringComparison.Ordinal))));

    private static SortedSet<string> Missing(IEnumerable<string> names)
    {
        var expected = SagaCoverage.Expected();
        expected.ExceptWith(names.SelectMany(name => SagaCoverage.Of(HistoryFiles.Read(name))));
        return expected;
    }
}
