using RevenueFunctions.Exceptions;
using RevenueFunctions.Sagas;
using RevenueFunctions.Tests.Simulation.Kernel;

namespace RevenueFunctions.Tests.Simulation.Workload;

/// <summary>A person who looks at the open cases and answers them: in any way that the fabric allows during the run, and to an end when it is settled.</summary>
/// <param name="stage">Where they work.</param>
/// <param name="chance">Their mood.</param>
/// <param name="isSettling">Whether everything has to come to rest: nothing is left for later, and what was tried in vain is given up.</param>
internal sealed class Operator(Stage stage, Chance chance, bool isSettling = false)
{
    private readonly OperatorDesk desk = new(stage);
    private readonly QuarantineClerk quarantine = new(stage, chance, isSettling);
    private readonly Dictionary<string, int> tried = new(StringComparer.Ordinal);

    /// <summary>Looks now and then until the run is over.</summary>
    public async Task RunAsync()
    {
        while (!stage.IsOver)
        {
            await stage.World.WaitAsync(chance.Between(TimeSpan.FromMinutes(20), TimeSpan.FromHours(2)));
            await LookAsync();
        }
    }

    /// <summary>Answers what is open.</summary>
    public async Task LookAsync()
    {
        var cases = (await desk.OpenCasesAsync()).Where(_ => isSettling || chance.Percent(70)).ToList();
        foreach (var open in cases.Where(open => open.Kind != ExceptionKind.ReconciliationBreak))
        {
            await AnswerAsync(open);
        }

        await BreaksAsync([.. cases.Where(open => open.Kind == ExceptionKind.ReconciliationBreak)]);
    }

    private async Task AnswerAsync(ExceptionCase open)
    {
        switch (open.Kind)
        {
            case ExceptionKind.Saga when SagaDesk.IsQuestion(open):
                await AnswerSagaAsync(open);
                break;
            case ExceptionKind.Saga:
                await EndedSagaAsync(open);
                break;
            case ExceptionKind.Posting:
                await PostingAsync(open);
                break;
            default:
                await quarantine.AnswerAsync(open);
                break;
        }
    }

    private async Task AnswerSagaAsync(ExceptionCase question)
    {
        var step = SagaCase.StepOf(question);
        var isLast = isSettling && Tries($"{question.Subject} {step}") > 3;
        if (question.Code is "no-tax-table" or "no-tax-rate" && (isSettling || chance.Percent(60)))
        {
            await desk.AddTaxTablesAsync();
        }

        ResolveAction[] actions = (question.Code, step) switch
        {
            _ when SagaCase.IsCompensating(question) => [ResolveAction.Retry],
            ("step-failed", _) => isLast ? [ResolveAction.Abort] : [ResolveAction.Retry],
            (_, "RateUsage" or "PostInvoice" or "ReconcilePeriod") => isLast
                ? [ResolveAction.Skip, ResolveAction.Abort]
                : [ResolveAction.Retry, ResolveAction.Retry, ResolveAction.Retry, ResolveAction.Skip, ResolveAction.Abort],
            _ => isLast ? [ResolveAction.Abort] : [ResolveAction.Retry, ResolveAction.Retry, ResolveAction.Abort],
        };

        // Now and then two people answer at once, not of one mind.
        await Task.WhenAll(Enumerable.Range(0, chance.Percent(15) ? 2 : 1).Select(_ => desk.ResolveAsync(question, chance.Pick(actions))).ToList());
    }

    private async Task EndedSagaAsync(ExceptionCase told)
    {
        if (told.Code == "saga-compensated" && chance.Percent(60) && Tries($"{told.Subject} again") <= 2)
        {
            await desk.CloseAgainAsync(told.Subject);
        }

        await desk.ResolveAsync(told, ResolveAction.Resolve);
    }

    private async Task PostingAsync(ExceptionCase stopped)
    {
        if (stopped.Title.EndsWith("was set aside", StringComparison.Ordinal))
        {
            // The saga asks what becomes of the invoice: this case only says that the lane went on. Behind an entry that is of no invoice there is
            // no saga, and this case is all that anybody hears.
            await desk.ResolveAsync(stopped, stopped.Remedy.Contains("queue it again", StringComparison.Ordinal) ? ResolveAction.Retry : ResolveAction.Resolve);
        }
        else if (chance.Percent(30))
        {
            await desk.MoveLaneAsync(stopped.LegalEntityId!, chance.Pick<string>(MayBeBooked(stopped) ? ["ReleaseLane", "RetryLane"] : ["ReleaseLane", "RetryLane", "SkipLane"]));
        }
        else
        {
            await desk.ResolveAsync(stopped, MayBeBooked(stopped) ? ResolveAction.Retry : chance.Pick([ResolveAction.Retry, ResolveAction.Retry, ResolveAction.Skip]));
        }
    }

    // Nobody sets aside what the ERP may have in its books: it is asked once more.
    private static bool MayBeBooked(ExceptionCase stopped) => stopped.Code is "no-answer" or "connector-failed" or "document-differs";

    private async Task BreaksAsync(IReadOnlyList<ExceptionCase> breaks)
    {
        // What a person decided, such as usage that is not charged or an invoice without a posting, stays a difference for good.
        var lasting = isSettling ? breaks.Where(found => Tries(found.Id) > 3).ToList() : [];
        foreach (var entity in breaks.Except(lasting).Select(found => found.LegalEntityId).Distinct(StringComparer.Ordinal))
        {
            await desk.ReconcileAsync(entity);
        }

        foreach (var found in lasting)
        {
            await desk.ResolveAsync(found, ResolveAction.Resolve);
        }
    }

    private int Tries(string what) => tried[what] = tried.GetValueOrDefault(what) + 1;
}
