using RevenueFunctions.Catalog;
using RevenueFunctions.Exceptions;
using RevenueFunctions.Functions.Sagas;
using RevenueFunctions.Invoicing;
using RevenueFunctions.Ledger;
using RevenueFunctions.Posting;
using RevenueFunctions.Sagas;

namespace RevenueFunctions.Tests.Contract.Sagas;

/// <summary>Sagas that wait for their postings, and what becomes of those.</summary>
internal static partial class SagaPaths
{
    private static IEnumerable<SagaPath> Postings =>
    [
        new("closed", scene => scene.CloseAsync()),
        new("nothing-to-charge", scene => scene.CloseNothingToChargeAsync()),
        new("post-ring-lost", async scene =>
        {
            await scene.CloseAsync();
            await scene.DrainUnheardAsync();
        }),
        new("post-ring-early-and-doubled", async scene =>
        {
            await scene.CloseAsync();
            foreach (var name in new[] { SagaEvents.PostingSettled, SagaEvents.Resolved, SagaEvents.PostingSettled, SagaEvents.PostingSettled })
            {
                await scene.Bench.Client.RaiseEventAsync(FabricBench.SagaId, name);
            }
        }),
        new("post-ledger-away", scene => UnderAsync(scene, LedgerFaultKind.Down, 7)),
        new("post-unknown-then-booked", scene => UnderAsync(scene, LedgerFaultKind.TimeoutAfterCommit, 1)),
        new("post-unknown-then-sent-again", scene => UnderAsync(scene, LedgerFaultKind.TimeoutBeforeCommit, 2)),
        new("post-no-answer-then-retried", async scene =>
        {
            await UnderAsync(scene, LedgerFaultKind.TimeoutBeforeCommit, new PostingOptions().Attempts);
            await scene.Bench.ResolveAsync((await scene.ToCaseAsync("no-answer")).Id, ResolveAction.Retry);
        }),
        new("post-rejected-then-sent-again", async scene =>
        {
            await UnderAsync(scene, LedgerFaultKind.Reject, 1);
            await scene.Bench.ResolveAsync((await scene.ToCaseAsync("scripted-rejection")).Id, ResolveAction.Retry);
        }),
        new("post-rejected-then-set-aside-skip", async scene =>
        {
            await UnderAsync(scene, LedgerFaultKind.Reject, 1);
            await scene.Bench.ResolveAsync((await scene.ToCaseAsync("scripted-rejection")).Id, ResolveAction.Skip);
            await scene.AnswerAsync(ResolveAction.Skip);
        }),
        new("post-set-aside-by-policy-retry", async scene =>
        {
            await UnderAsync(scene, LedgerFaultKind.Reject, 1, RejectedPostingPolicy.Skip);
            await scene.AnswerAsync(ResolveAction.Retry);
        }),
        new("post-set-aside-by-policy-abort", async scene =>
        {
            await UnderAsync(scene, LedgerFaultKind.Reject, 1, RejectedPostingPolicy.Skip);
            await scene.AnswerAsync(ResolveAction.Abort);
        }),
        new("undo-reversal-ledger-away", async scene =>
        {
            scene.Script.Answer(nameof(InvoiceActivities.PublishInvoice), Fails);
            await scene.CloseAsync();
            await scene.StepUntilAsync(async () => (await scene.Bench.InvoiceAsync())?.State == InvoiceState.Posted);
            scene.Ledger(LedgerFaultKind.Down, 7);
        }),
        new("undo-waits-for-the-posting-to-settle", async scene =>
        {
            scene.Script.Real(nameof(InvoiceActivities.PostInvoice)).Answer(nameof(InvoiceActivities.PostInvoice), Asks);
            await UnderAsync(scene, LedgerFaultKind.Down, 7);
            await scene.AnswerAsync(ResolveAction.Abort);
        }),
        new("closed-again-after-compensation", async scene =>
        {
            scene.Script.Answer(nameof(InvoiceActivities.PublishInvoice), Fails);
            await scene.CloseAsync();
            await scene.ToTheEndAsync();
            await scene.Bench.CloseAsync(again: true);
        }),
    ];

    private static async Task UnderAsync(SagaScene scene, LedgerFaultKind fault, int times, RejectedPostingPolicy onRejected = RejectedPostingPolicy.Block)
    {
        scene.Ledger(fault, times);
        await scene.CloseAsync(FabricBench.Catalog(onRejected: onRejected));
    }
}
