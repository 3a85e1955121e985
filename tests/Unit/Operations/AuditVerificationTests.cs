using RevenueFunctions.Operations;

namespace RevenueFunctions.Tests.Unit.Operations;

/// <summary>No entry of an audit log can be changed, taken out, put in, moved or cut off unseen.</summary>
public class AuditVerificationTests
{
    private static readonly DateTimeOffset Start = new(2026, 10, 1, 8, 0, 0, TimeSpan.Zero);

    public static TheoryData<string> Changes => [.. Changed.Keys];

    private static Dictionary<string, Func<AuditEntry, AuditEntry>> Changed { get; } = new()
    {
        ["at"] = entry => entry with { At = entry.At.AddTicks(1) },
        ["kind"] = entry => entry with { Kind = AuditKind.Outcome },
        ["requestId"] = entry => entry with { RequestId = "other" },
        ["subject"] = entry => entry with { Subject = "key:somebody-else" },
        ["operation"] = entry => entry with { Operation = "SkipLane" },
        ["target"] = entry => entry with { Target = "v1/x/8" },
        ["status"] = entry => entry with { Status = 200 },
        ["previous"] = entry => entry with { Previous = AuditEntry.NoHash },
        ["hash"] = entry => entry with { Hash = AuditEntry.NoHash },
        ["moved between fields"] = entry => entry with { Operation = entry.Operation + "v1", Target = entry.Target[2..] },
        ["changed and hashed anew"] = entry => Rehashed(entry with { Subject = "key:somebody-else" }),
    };

    [Fact]
    public void Compute_AKnownEntry_IsTheHashItAlwaysWas()
    {
        var entry = AuditEntry.After(null, new AuditFact(AuditKind.Outcome, "request-1", "key:desk", "ClosePeriod", "v1/accounts/acme/periods/20260301/close", 202), Start);
        Assert.Equal("7f91fd8e479d12d7ce9b0ae091105a8e0c8ba5a40dc71f0857b5bf0f8492ae0c", entry.Hash);
    }

    [Theory]
    [MemberData(nameof(Changes))]
    public void Add_AChangedEntry_IsNamed(string change)
    {
        var log = Log(9);
        log[4] = Changed[change](log[4]);
        var fault = Verify(log, log[^1].ToHead()).Fault;

        // An entry that was given a new hash fits by itself: it is the next one that names another.
        Assert.Equal(change == "changed and hashed anew" ? 6 : 5, fault?.Sequence);
    }

    [Fact]
    public void Add_AnEntryTakenOut_IsNamed()
    {
        for (var at = 0; at < 9; at++)
        {
            var log = Log(9);
            var head = log[^1].ToHead();
            log.RemoveAt(at);
            Assert.Equal(at + 1, Verify(log, head).Fault?.Sequence);
        }
    }

    [Fact]
    public void Add_AnEntryTakenOutAndTheRestRenumbered_IsNamed()
    {
        var log = Log(9);
        var head = log[^1].ToHead();
        log.RemoveAt(4);
        for (var at = 4; at < log.Count; at++)
        {
            log[at] = Rehashed(log[at] with { Sequence = at + 1 });
        }

        Assert.Equal(5, Verify(log, head with { Sequence = 8 }).Fault?.Sequence);
    }

    [Fact]
    public void Add_TwoEntriesSwappedOrOneTwice_IsNamed()
    {
        var log = Log(9);
        (log[3], log[4]) = (log[4], log[3]);
        Assert.Equal(4, Verify(log, log[^1].ToHead()).Fault?.Sequence);

        log = Log(9);
        log.Insert(5, log[4]);
        Assert.Equal((5, true), (Verify(log, log[^1].ToHead()).Fault!.Sequence, Verify(log, log[^1].ToHead()).Fault!.What.Contains("out of order", StringComparison.Ordinal)));
    }

    [Fact]
    public void End_TheTailCutOff_IsNamedByTheHead()
    {
        var log = Log(9);
        var head = log[^1].ToHead();
        log.RemoveRange(6, 3);
        Assert.Equal(7, Verify(log, head).Fault?.Sequence);
        Assert.Equal(9, Verify(Log(9), Log(6)[^1].ToHead()).Fault?.Sequence);
        Assert.Equal(9, Verify(Log(9), null).Fault?.Sequence);
        Assert.Equal(1, Verify([], head).Fault?.Sequence);
    }

    [Fact]
    public void End_TheTailCutOffTogetherWithTheHead_IsNamedByTheHeadNotedDown()
    {
        var log = Log(9);
        var noted = log[^1].ToHead();
        log.RemoveRange(6, 3);
        Assert.Null(Verify(log, log[^1].ToHead()).Fault);
        Assert.Equal(7, Verify(log, log[^1].ToHead(), noted).Fault?.Sequence);
    }

    [Fact]
    public void Add_TheWholeLogWrittenAnew_IsNamedByTheHeadNotedDown()
    {
        var noted = Log(6)[^1].ToHead();
        var forged = Log(9, "key:somebody-else");
        Assert.Null(Verify(forged, forged[^1].ToHead()).Fault);
        Assert.Equal(6, Verify(forged, forged[^1].ToHead(), noted).Fault?.Sequence);
        Assert.Null(Verify(Log(9), Log(9)[^1].ToHead(), noted).Fault);
    }

    [Fact]
    public void Verify_AWholeLog_SaysWhatItHolds()
    {
        var verified = Verify(Log(9), Log(9)[^1].ToHead());
        Assert.Equal((null, 9L, Start, 1), (verified.Fault, verified.Entries, verified.Begin, verified.WithoutOutcome));
        Assert.Equal(Log(9)[^1].ToHead(), verified.Last);
        Assert.Equal((null, 0L), (Verify([], null).Fault, Verify([], null).Entries));
    }

    [Fact]
    public async Task Verify_AnExport_IsReadLineByLine()
    {
        var lines = Log(9).Select(entry => System.Text.Encoding.UTF8.GetString(FabricJson.Bytes(entry))).ToList();
        Assert.Null((await AuditReading.VerifyAsync(new StringReader(string.Join('\n', lines)), null)).Fault);
        lines[2] = lines[2][..^5];
        Assert.Equal("The entry cannot be read.", (await AuditReading.VerifyAsync(new StringReader(string.Join('\n', lines)), null)).Fault?.What);
    }

    private static AuditEntry Rehashed(AuditEntry entry) => entry with { Hash = entry.Compute() };

    private static AuditVerification Verify(List<AuditEntry> log, AuditHead? head, AuditHead? noted = null)
    {
        var verification = new AuditVerification(noted);
        log.ForEach(verification.Add);
        verification.End(head);
        return verification;
    }

    /// <summary>Intents and outcomes of commands in turn; the last one of nine has no outcome.</summary>
    private static List<AuditEntry> Log(int entries, string subject = "key:desk")
    {
        var log = new List<AuditEntry>();
        for (var at = 0; at < entries; at++)
        {
            var kind = at % 2 == 0 ? AuditKind.Intent : AuditKind.Outcome;
            log.Add(AuditEntry.After(log.LastOrDefault()?.ToHead(), new AuditFact(kind, $"r{at / 2}", subject, "ClosePeriod", "v1/x/9", at % 2 == 0 ? null : 202), Start.AddMinutes(at)));
        }

        return log;
    }
}
