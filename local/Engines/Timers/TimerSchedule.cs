using System.Globalization;
using NCrontab;

namespace RevenueFunctions.Local.Engines.Timers;

/// <summary>When a timer fires: a six-field NCRONTAB expression (seconds first) in UTC, or a fixed time span.</summary>
public sealed class TimerSchedule
{
    /// <summary>Schedules that fire more often than this are not worth recording: nothing is caught up for them, as in Functions.</summary>
    private static readonly TimeSpan ShortestMonitored = TimeSpan.FromMinutes(1);

    private readonly CrontabSchedule? crontab;
    private readonly TimeSpan interval;

    private TimerSchedule(string expression, CrontabSchedule? crontab, TimeSpan interval)
    {
        Expression = expression;
        this.crontab = crontab;
        this.interval = interval;
    }

    /// <summary>As it was written.</summary>
    public string Expression { get; }

    /// <summary>Reads an expression.</summary>
    /// <exception cref="FormatException">Says what is wrong and how a schedule is written.</exception>
    public static TimerSchedule Parse(string expression)
    {
        ArgumentNullException.ThrowIfNull(expression);
        if (TimeSpan.TryParse(expression, CultureInfo.InvariantCulture, out var interval))
        {
            return interval > TimeSpan.Zero
                ? new TimerSchedule(expression, null, interval)
                : throw new FormatException($"The interval '{expression}' is not positive.");
        }

        var crontab = CrontabSchedule.TryParse(expression, new CrontabSchedule.ParseOptions { IncludingSeconds = expression.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length == 6 })
            ?? throw new FormatException($"'{expression}' is no schedule: write '{{second}} {{minute}} {{hour}} {{day}} {{month}} {{day of week}}', such as '0 */5 * * * *', or a time span.");
        return new TimerSchedule(expression, crontab, default);
    }

    /// <summary>The first occurrence after the instant.</summary>
    public DateTimeOffset After(DateTimeOffset instant) =>
        crontab is null ? instant + interval : new DateTimeOffset(DateTime.SpecifyKind(crontab.GetNextOccurrence(instant.UtcDateTime), DateTimeKind.Utc));

    /// <summary>True when the next occurrences after the instant lie at least a minute apart.</summary>
    public bool IsWorthMonitoring(DateTimeOffset instant)
    {
        if (crontab is null)
        {
            return interval >= ShortestMonitored;
        }

        var next = After(instant);
        for (var look = 0; look < 10; look++)
        {
            var following = After(next);
            if (following - next < ShortestMonitored)
            {
                return false;
            }

            next = following;
        }

        return true;
    }
}
