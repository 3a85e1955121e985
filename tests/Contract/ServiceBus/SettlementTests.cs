using System.Text;
using Azure.Messaging.ServiceBus;
using RevenueFunctions.Local.Engines.ServiceBus;

namespace RevenueFunctions.Tests.Contract.ServiceBus;

public sealed class SettlementTests
{
    [Fact]
    public async Task Handle_ThrowsAlways_AbandonsAndDeadLettersAfterMaxDeliveryCount()
    {
        var bench = new QueueBench(
            _ => throw new InvalidOperationException("no"),
            consumer => consumer with { Properties = new QueueProperties { MaxDeliveryCount = 3 } });
        await bench.SendAsync("de", "poison");
        await bench.SendAsync("de", "next");

        await bench.RunAsync();

        Assert.Equal(["de/poison#1", "de/poison#2", "de/poison#3", "de/next#1", "de/next#2", "de/next#3"], bench.Seen);
        var dead = bench.Engine.DeadLetters(QueueBench.Queue);
        Assert.Equal(["poison", "next"], dead.Select(message => message.MessageId));
        Assert.All(dead, message => Assert.Equal("MaxDeliveryCountExceeded", message.DeadLetterReason));
        Assert.Equal("Message could not be consumed after 3 delivery attempts.", dead[0].DeadLetterErrorDescription);
    }

    [Fact]
    public async Task Handle_ThrowsWithManualSettlement_AbandonsToo()
    {
        var failures = 1;
        var bench = new QueueBench(
            delivery => failures-- > 0 ? throw new InvalidOperationException("once") : delivery.MessageActions.CompleteMessageAsync(delivery.Message),
            consumer => consumer with { AutoComplete = false });
        await bench.SendAsync("de", "a");

        await bench.RunAsync();

        Assert.Equal(["de/a#1", "de/a#2"], bench.Seen);
        Assert.Equal(0, bench.Counts.Active);
    }

    [Fact]
    public async Task Handle_ReturnsUnsettledWithoutAutoComplete_SkipsAheadAndRedeliversAfterRelease()
    {
        var bench = new QueueBench(QueueBench.Nothing, consumer => consumer with { AutoComplete = false, SessionIdleTimeout = TimeSpan.FromSeconds(10) });
        await bench.SendAsync("de", "a");
        await bench.SendAsync("de", "b");
        await bench.RunAsync();
        Assert.Equal(["de/a#1", "de/b#1"], bench.Seen);

        await bench.WaitAsync(TimeSpan.FromSeconds(10));

        // A session that is closed in order does not count its open deliveries.
        Assert.Equal(["de/a#1", "de/b#1", "de/a#1", "de/b#1"], bench.Seen);
    }

    [Fact]
    public async Task DeadLetter_WithReason_KeepsReasonDescriptionAndChangedProperties()
    {
        var bench = new QueueBench(delivery => delivery.MessageActions.DeadLetterMessageAsync(
            delivery.Message, new Dictionary<string, object> { ["attempt"] = 7, ["when"] = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero) }, "Rejected", "account closed"));
        await bench.SendAsync("de", "a");
        await bench.RunAsync();
        bench.Restart();

        var dead = Assert.Single(bench.Engine.DeadLetters(QueueBench.Queue));

        Assert.Equal("Rejected", dead.DeadLetterReason);
        Assert.Equal("account closed", dead.DeadLetterErrorDescription);
        Assert.Equal(7, dead.ApplicationProperties["attempt"]);
        Assert.Equal(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero), dead.ApplicationProperties["when"]);
    }

    [Fact]
    public async Task Resubmit_DeadLetter_ComesAgainAtTheEndOfItsSessionAsNew()
    {
        var reject = true;
        var bench = new QueueBench(delivery => reject && delivery.Message.MessageId == "a"
            ? delivery.MessageActions.DeadLetterMessageAsync(delivery.Message, deadLetterReason: "Rejected")
            : Task.CompletedTask);
        await bench.SendAsync("de", "a");
        await bench.SendAsync("de", "b");
        await bench.RunAsync();
        reject = false;
        var sequence = bench.Engine.DeadLetters(QueueBench.Queue)[0].SequenceNumber;

        Assert.True(await bench.Engine.ResubmitAsync(QueueBench.Queue, sequence));
        Assert.False(await bench.Engine.ResubmitAsync(QueueBench.Queue, sequence));
        await bench.RunAsync();

        Assert.Equal(["de/a#1", "de/b#1", "de/a#1"], bench.Seen);
        Assert.Equal(0, bench.Counts.DeadLettered);
    }

    [Fact]
    public async Task Defer_Message_IsSetAsideAndItsSuccessorsGoOn()
    {
        var bench = new QueueBench(delivery => delivery.Message.MessageId == "a" ? delivery.MessageActions.DeferMessageAsync(delivery.Message) : Task.CompletedTask);
        await bench.SendAsync("de", "a");
        await bench.SendAsync("de", "b");
        await bench.RunAsync();
        bench.Restart();
        await bench.RunAsync();

        Assert.Equal(["de/a#1", "de/b#1"], bench.Seen);
        Assert.Equal(ServiceBusMessageState.Deferred, Assert.Single(bench.Engine.Peek(QueueBench.Queue)).State);
    }

    [Fact]
    public async Task Complete_Twice_FailsWithMessageLockLost()
    {
        ServiceBusException? second = null;
        var bench = new QueueBench(async delivery =>
        {
            await delivery.MessageActions.CompleteMessageAsync(delivery.Message);
            second = await Assert.ThrowsAsync<ServiceBusException>(() => delivery.MessageActions.CompleteMessageAsync(delivery.Message));
        });
        await bench.SendAsync("de", "a");

        await bench.RunAsync();

        Assert.Equal(ServiceBusFailureReason.MessageLockLost, second!.Reason);
        Assert.Single(bench.Seen);
    }

    [Fact]
    public async Task SessionState_SetByOneDelivery_IsReadByTheNextAlsoAfterARestart()
    {
        var states = new List<string>();
        var bench = new QueueBench(async delivery =>
        {
            states.Add((await delivery.SessionActions.GetSessionStateAsync()).ToString());
            await delivery.SessionActions.SetSessionStateAsync(new BinaryData(Encoding.UTF8.GetBytes($"after {delivery.Message.MessageId}")));
        });
        await bench.SendAsync("de", "a");
        await bench.RunAsync();
        bench.Restart();
        await bench.SendAsync("de", "b");

        await bench.RunAsync();

        Assert.Equal(["", "after a"], states);
    }

    [Fact]
    public async Task ReleaseSession_AfterTheMessage_MakesRoomAtOnce()
    {
        var bench = new QueueBench(delivery => delivery.SessionActions.ReleaseSession(), consumer => consumer with { MaxConcurrentSessions = 1 });
        await bench.SendAsync("a", "a1");
        await bench.SendAsync("b", "b1");

        await bench.RunAsync();

        Assert.Equal(["a/a1#1", "b/b1#1"], bench.Seen);
        Assert.Equal(0, bench.Counts.AcceptedSessions);
    }
}
