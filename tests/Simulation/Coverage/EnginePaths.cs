using RevenueFunctions.Local.Engines.Durable;
using RevenueFunctions.Local.Engines.Durable.History;
using RevenueFunctions.Local.Engines.ServiceBus;
using RevenueFunctions.Tests.Simulation.Kernel;

namespace RevenueFunctions.Tests.Simulation.Coverage;

/// <summary>Recognises the recovery paths of the engines and of clients, by the log and by what a process finds when it starts.</summary>
internal static class EnginePaths
{
    private static readonly Dictionary<int, RecoveryPath> Logged = new()
    {
        [1301] = RecoveryPath.SessionLockExpired,
        [1302] = RecoveryPath.MessageAbandoned,
        [1303] = RecoveryPath.MessageNotSettled,
        [1304] = RecoveryPath.MessageDeadLettered,
        [1305] = RecoveryPath.QueuePaused,
        [1201] = RecoveryPath.TimerFailed,
        [3101] = RecoveryPath.SagaEventNotSent,
    };

    /// <summary>Watches a world.</summary>
    public static void Watch(World world, Sightings sightings, Action<RecoveryPath> saw)
    {
        sightings.Logged += logged => WatchLog(logged, saw);
        sightings.Starting += () =>
        {
            See(QueueRows.Scheduled, RecoveryPath.ScheduledRingsRecovered);
            See(DurableKeys.Inbox, RecoveryPath.InboxReplayed);
        };
        sightings.CallLost += () => saw(RecoveryPath.ClientLostConnection);
        sightings.CallRefused += () => saw(RecoveryPath.ClientRefused);

        void See(string table, RecoveryPath path)
        {
            if (world.Store.ScanTableAsync(table).ToBlockingEnumerable().Any())
            {
                saw(path);
            }
        }
    }

    private static void WatchLog(LogSighting logged, Action<RecoveryPath> saw)
    {
        if (logged.Category != nameof(DurableEngine))
        {
            if (Logged.TryGetValue(logged.EventId, out var path))
            {
                saw(path);
            }

            return;
        }

        if (logged.EventId == 2)
        {
            saw(RecoveryPath.EpisodeRepeated);
        }

        if (logged.EventId == 1 && logged.Number("Activities") > 0)
        {
            saw(RecoveryPath.ActivitiesRecovered);
        }

        if (logged.EventId == 1 && logged.Number("Timers") > 0)
        {
            saw(RecoveryPath.TimersRecovered);
        }
    }
}
