using Microsoft.Extensions.Configuration;
using NCrontab;
using RevenueFunctions.Operations;

namespace RevenueFunctions.Functions.Settings;

/// <summary>Settings of which each could be right, and which do not go together.</summary>
internal static class SettingPairs
{
    private const string Measure = "MeasureSchedule";
    private const string StaleAfter = "Metrics:StaleAfter";
    private const string TaskHub = "TASKHUB_NAME";
    private const string Scheduler = "DURABLE_TASK_SCHEDULER_CONNECTION_STRING";

    /// <summary>A week has every gap that a usual schedule has; one that runs each second has them in less.</summary>
    private const int MostRuns = 20_000;

    private static readonly TimeSpan Week = TimeSpan.FromDays(8);
    private static readonly DateTime AnyMonday = new(2026, 1, 5, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>What does not go together.</summary>
    public static IEnumerable<string> Wrong(IConfiguration configuration, Predicate<FabricSetting> isNeeded)
    {
        var isMeasured = FabricSettings.All.Any(setting => setting.Name == Measure && isNeeded(setting));
        var staleAfter = configuration[StaleAfter] is { } text ? TimeSpan.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var set) ? set : (TimeSpan?)null : new MetricsOptions().StaleAfter;
        if (isMeasured && staleAfter is { } stale && SettingFormat.Schedule(configuration[Measure]) is { } schedule && IsSilent(schedule, stale))
        {
            yield return $"{Measure} and {StaleAfter} do not go together: between two measurements the gauges would fall silent, and every alert with them. Measure more often than {StaleAfter} ({stale:c}), or make that longer.";
        }

        if (configuration[TaskHub]?.Contains('-', StringComparison.Ordinal) == true && string.IsNullOrWhiteSpace(configuration[Scheduler]))
        {
            yield return $"{TaskHub} has a '-', which only a task hub of Durable Task Scheduler may have: set {Scheduler}, or leave the '-' out.";
        }
    }

    private static bool IsSilent(CrontabSchedule schedule, TimeSpan stale)
    {
        var last = AnyMonday;
        foreach (var run in schedule.GetNextOccurrences(AnyMonday, AnyMonday + Week).Take(MostRuns))
        {
            if (run - last >= stale)
            {
                return true;
            }

            last = run;
        }

        return schedule.GetNextOccurrence(last) - last >= stale;
    }
}
