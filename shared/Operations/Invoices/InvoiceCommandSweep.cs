using RevenueFunctions.Sagas;

namespace RevenueFunctions.Operations;

/// <summary>Carries out what a crash left of commands on invoices.</summary>
public sealed class InvoiceCommandSweep(OpenCommands commands, InvoiceCrediting crediting, InvoiceRebilling rebilling, InvoicePaying paying, CreditGranting granting, TimeProvider clock)
{
    /// <summary>Younger commands are most likely under way: doing them twice would harm nothing, and help nobody.</summary>
    private static readonly TimeSpan UnderWay = TimeSpan.FromMinutes(1);

    /// <summary>Carries out what is older than a minute. Answers how many.</summary>
    public async Task<int> RunAsync(Func<SagaRecord, CancellationToken, Task> start, CancellationToken cancellationToken = default)
    {
        var count = 0;
        foreach (var open in await commands.ListAsync(cancellationToken))
        {
            if (open.AcceptedAt > clock.GetUtcNow() - UnderWay)
            {
                continue;
            }

            switch (open.Kind)
            {
                case OpenCommandKind.Credit:
                    await crediting.CarryOutAsync(open.Subject, open.Credit!.Read(open.Credit.Id ?? open.Key).Command!, cancellationToken);
                    break;
                case OpenCommandKind.Rebill:
                    await rebilling.CarryOutAsync(open.Subject, open.Credit!.Reason!, start, cancellationToken);
                    break;
                case OpenCommandKind.Pay:
                    await paying.CarryOutAsync(open.Subject, open.Payment!, cancellationToken);
                    break;
                case OpenCommandKind.Grant:
                    await granting.CarryOutAsync(open.Subject, open.Grant!, cancellationToken);
                    break;
                default:
                    throw new InvalidOperationException($"Unknown command {open.Kind}.");
            }

            await commands.LetGoAsync(open, cancellationToken);
            count++;
        }

        return count;
    }
}
