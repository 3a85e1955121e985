using RevenueFunctions.Local.Engines;

namespace RevenueFunctions.Tests.Harness;

/// <summary>Engines stepped one work item at a time, in virtual time, in an order that the seed decides. Throwing it away is a crash.</summary>
public sealed class SteppedRun(IEnumerable<IEngine> engines, VirtualClock clock, Random random)
{
    private readonly SteppedPump pump = new(engines);

    /// <summary>Recovers every engine from the store.</summary>
    public Task RecoverAsync() => pump.RecoverAsync();

    /// <summary>Steps one work item; null when nothing can run now.</summary>
    public Task<WorkItem?> StepAsync() => pump.StepAsync(random);

    /// <summary>Steps until nothing can run now; returns how many items ran.</summary>
    /// <exception cref="InvalidOperationException">Work makes work without end.</exception>
    public Task<int> SettleAsync(int maxSteps = 100_000) => pump.RunUntilIdleAsync(random, maxSteps);

    /// <summary>Moves the clock to what is due next; false when nothing waits for time.</summary>
    public bool AdvanceToNextDue() => pump.AdvanceToNextDue(clock);

    /// <summary>Steps, and lets time pass, until the condition holds.</summary>
    /// <exception cref="InvalidOperationException">Nothing is left to wait for, or the time is over.</exception>
    public async Task RunUntilAsync(Func<Task<bool>> condition, TimeSpan atMost)
    {
        var until = clock.GetUtcNow() + atMost;
        while (true)
        {
            await SettleAsync();
            if (await condition())
            {
                return;
            }

            if (!AdvanceToNextDue() || clock.GetUtcNow() >= until)
            {
                throw new InvalidOperationException($"Nothing more happens at {clock.GetUtcNow():O}.");
            }
        }
    }
}
