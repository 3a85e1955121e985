using RevenueFunctions.Storage;

namespace RevenueFunctions.Tests.Harness;

/// <summary>At which commit a store goes down for good, and how.</summary>
/// <param name="AtCommit">The commit that fails, counted from 1 when the fault was planned.</param>
/// <param name="AfterCommit">True: the commit is applied and nobody is told. False: it is lost.</param>
public sealed record StoreFault(int AtCommit, bool AfterCommit)
{
    /// <summary>What callers get from then on. By default an outage, which the code under test handles as such.</summary>
    public Func<Exception> Failure { get; init; } = () => new StorageUnavailableException("The store is down, because the test says so.");

    /// <summary>The process dies instead: what callers get is nothing they could handle.</summary>
    public static StoreFault Kill(int atCommit, bool afterCommit) => new(atCommit, afterCommit) { Failure = () => new ProcessKilledException() };
}
