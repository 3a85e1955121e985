using RevenueFunctions.Local.Admission;
using RevenueFunctions.Local.Engines.Durable.History;

namespace RevenueFunctions.Local.Engines.Durable;

/// <content>The limit on what the engine keeps in memory.</content>
public sealed partial class DurableEngine
{
    private readonly DrainRate endings;

    /// <summary>Takes the id for an instance that a running one did not ask for; null when it is taken already.</summary>
    private ActiveInstance? ReserveFromOutside(InstanceRow row)
    {
        lock (gate)
        {
            if (active.Count < options.MaxActiveInstances || active.ContainsKey(row.Id))
            {
                return Reserve(row);
            }

            var over = active.Count - options.MaxActiveInstances + 1;
            throw new DurableEngineFullException(options.MaxActiveInstances, endings.PerSecond is > 0 and { } perSecond ? TimeSpan.FromSeconds(Math.Min(over / perSecond, 86_400)) : null);
        }
    }
}
