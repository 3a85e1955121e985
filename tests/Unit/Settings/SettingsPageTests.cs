using RevenueFunctions.Functions.Settings;
using RevenueFunctions.Local.Hosting;

namespace RevenueFunctions.Tests.Unit.Settings;

public class SettingsPageTests
{
    [Fact]
    public void Page_InTheDocs_ListsEverySettingAsItIs()
    {
        var page = File.ReadAllText(Repository.Path("docs/deploy.md"));
        Assert.All(FabricSettings.All, setting => Assert.Contains($"| `{setting.AppSetting}` | ", page, StringComparison.Ordinal));
        Assert.True(page == SettingsCommand.WithTable(page), "The table of settings in docs/deploy.md is not what the app reads now. Run: dotnet run --project local -- settings --page docs/deploy.md");
    }

    [Fact]
    public async Task RunAsync_APageWithoutMarks_IsNamed()
    {
        using var errors = new StringWriter();
        Assert.Equal(2, await SettingsCommand.RunAsync(["--page", Repository.Path("LICENSE")], TextWriter.Null, errors));
        Assert.Contains("<!-- settings: written by a command", errors.ToString(), StringComparison.Ordinal);
    }
}
