using System.Collections.Immutable;
using RevenueFunctions.Exceptions;
using RevenueFunctions.Posting;
using RevenueFunctions.Telemetry;

namespace RevenueFunctions.Tests.Unit.Posting;

/// <summary>What an ERP answers is input (OWASP API10): no answer makes an entry posted with other figures, stops the worker or fills the store.</summary>
public sealed class HostileErpTests
{
    private static readonly JournalEntry Asked = LaneBench.Entry("invoice:a");

    /// <summary>Answers that name other figures: they stop the lane for a person.</summary>
    private static readonly Dictionary<string, Func<ErpDocument, ErpDocument>> Different = new()
    {
        ["less"] = document => With(document, entry => entry with { Lines = LaneBench.Entry("invoice:a", 1m).Lines }),
        ["more"] = document => With(document, entry => entry with { Lines = LaneBench.Entry("invoice:a", 100.01m).Lines }),
        ["another currency"] = document => With(document, entry => entry with { Currency = "USD" }),
        ["unbalanced"] = document => With(document, entry => entry with { Lines = entry.Lines.SetItem(1, entry.Lines[1] with { Credit = 99m }) }),
        ["no lines"] = document => With(document, entry => entry with { Lines = [] }),
        ["a line more on each side"] = document => With(document, entry => entry with { Lines = entry.Lines.AddRange(entry.Lines) }),
        ["the largest amounts"] = document => With(document, entry => entry with { Lines = LaneBench.Entry("invoice:a", 100_000_000_000_000_000_000m).Lines }),
    };

    /// <summary>Answers that are none: the outcome is unknown.</summary>
    private static readonly Dictionary<string, Func<ErpDocument, ErpDocument>> Malformed = new()
    {
        ["null"] = _ => null!,
        ["no entry"] = document => document with { Entry = null! },
        ["lines absent"] = document => With(document, entry => entry with { Lines = default }),
        ["a null line"] = document => With(document, entry => entry with { Lines = [null!] }),
        ["amounts whose sum has no decimal"] = document => With(document, entry => entry with { Lines = [.. Enumerable.Repeat(new JournalLine("1200", decimal.MaxValue, 0m), 2)] }),
        ["a negative amount"] = document => With(document, entry => entry with { Lines = entry.Lines.Add(new JournalLine("1200", -1m, 0m)) }),
        ["a million lines"] = document => With(document, entry => entry with { Lines = [.. Enumerable.Repeat(entry.Lines[0], 1_000_000)] }),
        ["another key"] = document => With(document, entry => entry with { PostingKey = "invoice:b" }),
        ["another entity"] = document => With(document, entry => entry with { LegalEntityId = "us01" }),
        ["no such currency"] = document => With(document, entry => entry with { Currency = "'; DROP TABLE" }),
        ["currency absent"] = document => With(document, entry => entry with { Currency = null! }),
        ["no reference"] = document => document with { Reference = string.Empty },
        ["a reference without end"] = document => document with { Reference = new string('9', 5_000_000) },
        ["a reference that forges a log line"] = document => document with { Reference = "DE-1\r\nPosting invoice:b is Posted" },
        ["a reference that turns text round"] = document => document with { Reference = "DE-\u202E1" },
        ["a description without end"] = document => With(document, entry => entry with { Description = new string('x', 5_000_000) }),
        ["an account absent"] = document => With(document, entry => entry with { Lines = entry.Lines.SetItem(0, entry.Lines[0] with { Account = null! }) }),
    };

    public static TheoryData<string> DifferentOnes => [.. Different.Keys];

    public static TheoryData<string> MalformedOnes => [.. Malformed.Keys];

    [Theory]
    [MemberData(nameof(DifferentOnes))]
    public async Task Drain_AnswerWithOtherFigures_StopsForAPersonInsteadOfPosting(string answer)
    {
        var bench = await BenchAsync(Different[answer]);
        Assert.Equal(DrainEnd.Blocked, (await bench.DrainToTheEndAsync()).End);
        var entry = await bench.FindAsync("invoice:a");
        Assert.Equal((LaneEntryState.Unknown, "document-differs", null), (entry.State, entry.Code, entry.Reference));
        Assert.Single((await bench.Exceptions.ListAsync(ExceptionState.Open, 10, null)).Cases, one => one.Code == "document-differs");
    }

    [Theory]
    [MemberData(nameof(MalformedOnes))]
    public async Task Drain_AnswerThatIsNone_LeavesTheOutcomeUnknownAndAsks(string answer)
    {
        // It was booked all the same: asking by key finds it.
        var bench = await BenchAsync(Malformed[answer], booked: true);
        Assert.Equal(DrainEnd.Empty, (await bench.DrainToTheEndAsync()).End);
        Assert.Equal((LaneEntryState.Posted, "de01-000000001"), ((await bench.FindAsync("invoice:a")).State, (await bench.FindAsync("invoice:a")).Reference));
        Assert.Single(await bench.DocumentsAsync());
    }

    [Theory]
    [MemberData(nameof(MalformedOnes))]
    public async Task Drain_AnswerThatIsNoneAndNothingBooked_StopsForAPersonInTheEnd(string answer)
    {
        var bench = await BenchAsync(Malformed[answer]);
        Assert.Equal(DrainEnd.Blocked, (await bench.DrainToTheEndAsync()).End);
        Assert.Equal((LaneEntryState.Unknown, "no-answer"), ((await bench.FindAsync("invoice:a")).State, (await bench.FindAsync("invoice:a")).Code));
    }

    [Theory]
    [InlineData("period-locked", "A reason\u001b[31m\r\n3001 Posting invoice:b of de01 is Posted\u202E\0")]
    [InlineData(null, null)]
    [InlineData("", "")]
    [InlineData("long", "long")]
    public async Task Drain_RejectedWithHostileText_StopsWithTextThatCanBeShown(string? code, string? reason)
    {
        var bench = new LaneBench();
        var repeated = code == "long" ? new string('x', 5_000_000) : null;
        bench.Erp = new ErpDouble(bench.Ledger) { OnPost = _ => Task.FromResult<ErpPostResult>(new ErpPostResult.Rejected(repeated ?? code!, repeated ?? reason!)) };
        await bench.Lane.EnqueueAsync(Asked, null);
        Assert.Equal(DrainEnd.Blocked, (await bench.DrainAsync()).End);
        var entry = await bench.FindAsync("invoice:a");
        Assert.True(entry.State == LaneEntryState.Rejected && entry.Code!.Length is > 0 and <= 100 && entry.Reason!.Length is > 0 and <= 1000, $"{entry.Code} {entry.Reason}");
        Assert.True(PrintableText.Is(entry.Code!) && PrintableText.Is(entry.Reason!), entry.Reason);
    }

    [Fact]
    public async Task Drain_OutageThatAsksForPatienceWithoutEnd_ComesBackWithinAnHour()
    {
        var bench = new LaneBench();
        bench.Erp = new ErpDouble(bench.Ledger) { OnPost = _ => throw new ErpUnavailableException(new string('\n', 5_000_000), TimeSpan.MaxValue) };
        await bench.Lane.EnqueueAsync(Asked, null);
        Assert.Equal(DrainEnd.BackingOff, (await bench.DrainAsync()).End);
        var status = await bench.Lane.StatusAsync(LaneBench.Entity);
        Assert.InRange(status.RetryAt!.Value - bench.Clock.GetUtcNow(), TimeSpan.FromMinutes(1), TimeSpan.FromHours(1));
        Assert.InRange(status.Reason!.Length, 1, 1000);
    }

    [Theory]
    [InlineData("no progress")]
    [InlineData("promises")]
    [InlineData("too many")]
    [InlineData("absent")]
    public async Task List_PageThatHasNoEnd_IsRefused(string page)
    {
        var document = new ErpDocument("DE-1", Asked, DateTimeOffset.UnixEpoch);
        var erp = new CheckedErp(new ListDouble(page switch
        {
            "no progress" => new ErpDocumentPage([document], "DE-1"),
            "promises" => new ErpDocumentPage([], "DE-2"),
            "too many" => new ErpDocumentPage([.. Enumerable.Repeat(document, 11)], null),
            _ => null!,
        }), new FabricTracing());
        await Assert.ThrowsAsync<MalformedErpAnswerException>(() => erp.ListAsync(LaneBench.Entity, "DE-1", 10, CancellationToken.None));
    }

    [Fact]
    public async Task TrialBalance_AccountTwice_IsRefused() => await Assert.ThrowsAsync<MalformedErpAnswerException>(
        () => new CheckedErp(new ListDouble(new ErpDocumentPage([], null)), new FabricTracing()).TrialBalanceAsync(LaneBench.Entity, CancellationToken.None));

    private static async Task<LaneBench> BenchAsync(Func<ErpDocument, ErpDocument> change, bool booked = false)
    {
        var bench = new LaneBench();
        bench.Erp = new ErpDouble(bench.Ledger)
        {
            OnPost = async entry =>
            {
                var reference = booked ? ((ErpPostResult.Posted)await bench.Ledger.PostAsync(entry, CancellationToken.None)).Document.Reference : "DE-1";
                return new ErpPostResult.Posted(change(new ErpDocument(reference, entry, bench.Clock.GetUtcNow())));
            },
        };
        await bench.Lane.EnqueueAsync(Asked, null);
        return bench;
    }

    private static ErpDocument With(ErpDocument document, Func<JournalEntry, JournalEntry> change) => document with { Entry = change(document.Entry) };

    private sealed class ListDouble(ErpDocumentPage page) : IErpConnector
    {
        public Task<ErpDocument?> FindAsync(string legalEntityId, string postingKey, CancellationToken cancellationToken) => Task.FromResult<ErpDocument?>(null);

        public Task<ErpPostResult> PostAsync(JournalEntry entry, CancellationToken cancellationToken) => Task.FromResult<ErpPostResult>(null!);

        public Task<ImmutableArray<AccountBalance>> TrialBalanceAsync(string legalEntityId, CancellationToken cancellationToken) =>
            Task.FromResult<ImmutableArray<AccountBalance>>([new("1200", "Receivable", "EUR", 1m, 0m), new("1200", "Receivable", "EUR", 0m, 1m)]);

        public Task<ErpDocumentPage> ListAsync(string legalEntityId, string? afterReference, int limit, CancellationToken cancellationToken) => Task.FromResult(page);
    }
}
