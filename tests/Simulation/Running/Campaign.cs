namespace RevenueFunctions.Tests.Simulation.Running;

/// <summary>Many runs, several at a time. Each has its thread for itself while it lasts.</summary>
/// <param name="threads">How many at a time.</param>
/// <param name="setup">The setup of a seed.</param>
internal sealed class Campaign(int threads, Func<int, RunSetup> setup)
{
    /// <summary>Runs the seeds and hands over each result, one at a time.</summary>
    public void Run(IEnumerable<int> seeds, Action<RunResult> finished, CancellationToken cancellationToken = default)
    {
        using var left = seeds.GetEnumerator();
        var gate = new Lock();
        var broken = new List<Exception>();
        var workers = Enumerable.Range(0, threads).Select(_ => new Thread(Work) { IsBackground = true, Name = "simulation" }).ToList();
        workers.ForEach(worker => worker.Start());
        workers.ForEach(worker => worker.Join());
        if (broken.Count > 0)
        {
            throw new AggregateException(broken);
        }

        void Work()
        {
            while (TryTake(out var seed))
            {
                try
                {
                    var result = SimulationRun.Run(setup(seed));
                    lock (gate)
                    {
                        finished(result);
                    }
                }
#pragma warning disable CA1031 // Justification: thrown again on the caller's thread; here it would end the process without a word.
                catch (Exception bug)
#pragma warning restore CA1031
                {
                    lock (gate)
                    {
                        broken.Add(new InvalidOperationException($"Seed {seed} could not be run to its end.", bug));
                    }

                    return;
                }
            }
        }

        bool TryTake(out int seed)
        {
            lock (gate)
            {
                var more = broken.Count == 0 && !cancellationToken.IsCancellationRequested && left.MoveNext();
                seed = more ? left.Current : 0;
                return more;
            }
        }
    }
}
