using System.Text;
using RevenueFunctions.Functions.Settings;

namespace RevenueFunctions.Local.Hosting;

/// <summary>The command that lists every setting the app reads.</summary>
internal static class SettingsCommand
{
    private const string Usage = """
        usage: dotnet run --project local -- settings [--page docs/deploy.md]
          Lists every setting that the app reads, as it is written in app settings and in the environment.
          --page FILE   writes the table of a page anew, between its marks
        """;

    private static readonly MarkedPage Marks = new("settings");

    /// <summary>The page with the table of settings as they are now.</summary>
    /// <exception cref="InvalidDataException">The page has no marks.</exception>
    public static string WithTable(string page) => Marks.With(page, Table() + "\n");

    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter errors)
    {
        ArgumentNullException.ThrowIfNull(args);
        if (args is ["--help"])
        {
            await output.WriteLineAsync(Usage);
            return 0;
        }

        try
        {
            var page = new CommandLine(args, ["--page"], []).Text("--page");
            if (page is null)
            {
                await output.WriteAsync(Table());
                return 0;
            }

            await File.WriteAllTextAsync(page, WithTable(await File.ReadAllTextAsync(page)));
            await output.WriteLineAsync($"The table of {page} is written anew.");
            return 0;
        }
        catch (Exception refused) when (refused is CommandLineException or InvalidDataException or IOException or UnauthorizedAccessException)
        {
            await errors.WriteLineAsync(refused.Message);
            await errors.WriteLineAsync(Usage);
            return 2;
        }
    }

    private static string Table()
    {
        var table = new StringBuilder(MarkedPage.Row(["setting", "needed", "example", "what it decides"])).Append(MarkedPage.Row(["---", "---", "---", "---"]));
        foreach (var setting in FabricSettings.All)
        {
            table.Append(MarkedPage.Row([$"`{setting.AppSetting}`", NeedOf(setting.Need), $"`{setting.Example}`", setting.Purpose]));
        }

        return table.ToString();
    }

    private static string NeedOf(SettingNeed need) => need switch
    {
        SettingNeed.Always => "always",
        SettingNeed.OnAzure => "on Azure",
        _ => "no",
    };
}
