using RevenueFunctions.Exceptions;
using RevenueFunctions.Functions.Sagas;
using RevenueFunctions.Sagas;

namespace RevenueFunctions.Tests.Contract.Sagas;

/// <summary>
/// Every path of the invoice saga, enumerated from its code. Each step may be done, fail for good, or ask; a question is answered by retry,
/// skip or abort; a step asks because it says so or because it threw. Each compensation the same, except that it never fails the saga.
/// What the steps do besides (waiting, rings, outages, operators) is below. Nothing continues as new.
/// </summary>
internal static partial class SagaPaths
{
    private static readonly StepOutcome Asks = StepOutcome.NeedsPerson("asked-in-a-test", "Look at it.");

    private static readonly StepOutcome Fails = StepOutcome.Failed("failed-in-a-test", "It can never succeed.");

    private static readonly (string Name, string Activity)[] Steps =
    [
        ("freeze", nameof(InvoiceActivities.FreezeUsage)),
        ("rate", nameof(InvoiceActivities.RateUsage)),
        ("issue", nameof(InvoiceActivities.IssueInvoice)),
        ("post", nameof(InvoiceActivities.PostInvoice)),
        ("reconcile", nameof(InvoiceActivities.ReconcilePeriod)),
        ("close-usage", nameof(InvoiceActivities.CloseUsage)),
        ("publish", nameof(InvoiceActivities.PublishInvoice)),
    ];

    private static readonly (string Name, string Activity)[] Compensations =
    [
        ("reverse-posting", nameof(InvoiceActivities.ReversePosting)),
        ("credit-invoice", nameof(InvoiceActivities.CreditInvoice)),
        ("drop-draft", nameof(InvoiceActivities.DropDraft)),
        ("reopen-usage", nameof(InvoiceActivities.ReopenUsage)),
    ];

    /// <summary>All of them.</summary>
    public static IReadOnlyList<SagaPath> All { get; } =
    [
        .. Steps.SelectMany(step => OfStep(step.Name, step.Activity)),
        .. Steps.Where(step => step.Name is "reconcile" or "close-usage").SelectMany(step => WithoutAnInvoice(step.Name, step.Activity)),
        .. Compensations.SelectMany(step => OfCompensation(step.Name, step.Activity)),
        .. Postings,
        .. Questions,
        .. Operators,
    ];

    private static IEnumerable<SagaPath> OfStep(string name, string activity) =>
    [
        new($"{name}-fails", scene =>
        {
            scene.Script.Answer(activity, Fails);
            return scene.CloseAsync();
        }),
        new($"{name}-asks-retry", async scene =>
        {
            scene.Script.Answer(activity, Asks);
            await scene.CloseAsync();
            await scene.AnswerAsync(ResolveAction.Retry);
        }),
        new($"{name}-throws-skip", async scene =>
        {
            scene.Script.Bug(activity);
            await scene.CloseAsync();
            await scene.AnswerAsync(ResolveAction.Skip);
        }),
        new($"{name}-away-then-asks-abort", async scene =>
        {
            scene.Script.Outage(activity).Answer(activity, Asks);
            await scene.CloseAsync();
            await scene.AnswerAsync(ResolveAction.Abort);
        }),
    ];

    private static IEnumerable<SagaPath> WithoutAnInvoice(string name, string activity) =>
    [
        new($"nothing-to-charge-{name}-fails", scene =>
        {
            scene.Script.Answer(activity, Fails);
            return scene.CloseNothingToChargeAsync();
        }),
        new($"nothing-to-charge-{name}-asks-abort", async scene =>
        {
            scene.Script.Answer(activity, Asks);
            await scene.CloseNothingToChargeAsync();
            await scene.AnswerAsync(ResolveAction.Abort);
        }),
    ];

    /// <summary>Each of them in a saga that went all the way before it failed.</summary>
    private static IEnumerable<SagaPath> OfCompensation(string name, string activity) =>
    [
        new($"undo-{name}-away-then-asks-retry", async scene =>
        {
            scene.Script.Answer(nameof(InvoiceActivities.PublishInvoice), Fails).Outage(activity).Answer(activity, Asks);
            await scene.CloseAsync();
            await scene.AnswerAsync(ResolveAction.Retry);
        }),
        new($"undo-{name}-fails-skip", async scene =>
        {
            scene.Script.Answer(nameof(InvoiceActivities.PublishInvoice), Fails).Answer(activity, Fails);
            await scene.CloseAsync();
            await scene.AnswerAsync(ResolveAction.Skip);
        }),
        new($"undo-{name}-throws-abort", async scene =>
        {
            scene.Script.Answer(nameof(InvoiceActivities.PublishInvoice), Fails).Bug(activity);
            await scene.CloseAsync();
            await scene.AnswerAsync(ResolveAction.Abort);
        }),
    ];
}
