using RevenueFunctions.Local.Admission;

namespace RevenueFunctions.Local.Engines.Durable;

/// <content>The limit on what the engine keeps in memory.</content>
public sealed partial class DurableEngine
{
    private readonly DrainRate endings;

    /// <summary>Refuses a start from outside while the engine is full; within the lock.</summary>
    private void RefuseWhenFull(string id)
    {
        if (active.Count < options.MaxActiveInstances || active.ContainsKey(id))
        {
            return;
        }

        var over = active.Count - options.MaxActiveInstances + 1;
        throw new DurableEngineFullException(options.MaxActiveInstances, endings.PerSecond is > 0 and { } perSecond ? TimeSpan.FromSeconds(Math.Min(over / perSecond, 86_400)) : null);
    }
}
