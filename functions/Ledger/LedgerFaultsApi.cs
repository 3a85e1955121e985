using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using RevenueFunctions.Functions.Access;
using RevenueFunctions.Functions.Http;
using RevenueFunctions.Ledger;

namespace RevenueFunctions.Functions.Ledger;

/// <summary>Makes the embedded ledger misbehave on purpose. For tests and demonstrations: it needs the host's admin key.</summary>
public sealed class LedgerFaultsApi(LedgerFaults faults)
{
    /// <summary>Adds faults to the script.</summary>
    [Function("AddLedgerFaults")]
    [ApiOperation(Role.Operator, "Ledger", "Makes the embedded ledger misbehave for the next postings of a legal entity.", Request = typeof(LedgerFaultRequest), Response = typeof(Page<LedgerFault>), Errors = [400])]
    public async Task<IResult> AddAsync(
        [HttpTrigger(AuthorizationLevel.Admin, "post", Route = "v1/ledger/{legalEntity}/faults")] HttpRequest request, string legalEntity, CancellationToken cancellationToken)
    {
        var (body, refusal) = await ApiRequest.ReadBodyAsync<LedgerFaultRequest>(request, cancellationToken);
        if (refusal is not null)
        {
            return refusal;
        }

        if (body!.Times is < 1 or > 1000)
        {
            return Problems.Invalid("times", "out-of-range", $"{body.Times} is out of range.", "Send a number from 1 to 1,000.");
        }

        if (body.Delay is { } delay && (delay < TimeSpan.Zero || delay > TimeSpan.FromMinutes(10)))
        {
            return Problems.Invalid("delay", "out-of-range", $"{delay} is out of range.", "Send a time from 00:00:00 to 00:10:00.");
        }

        faults.Add(legalEntity, new LedgerFault(body.Kind, body.Text, body.Delay), body.Times);
        return Api.Json(new Page<LedgerFault>(faults.Pending(legalEntity), null));
    }

    /// <summary>What is left of the script.</summary>
    [Function("ListLedgerFaults")]
    [ApiOperation(Role.Reader, "Ledger", "Shows which faults the embedded ledger still has to commit for a legal entity.", Response = typeof(Page<LedgerFault>))]
    public IResult List([HttpTrigger(AuthorizationLevel.Admin, "get", Route = "v1/ledger/{legalEntity}/faults")] HttpRequest request, string legalEntity) =>
        Api.Json(new Page<LedgerFault>(faults.Pending(legalEntity), null));

    /// <summary>Forgets the script.</summary>
    [Function("ClearLedgerFaults")]
    [ApiOperation(Role.Operator, "Ledger", "Lets the embedded ledger behave again.", Status = 204)]
    public IResult Clear([HttpTrigger(AuthorizationLevel.Admin, "delete", Route = "v1/ledger/{legalEntity}/faults")] HttpRequest request, string legalEntity)
    {
        faults.Clear(legalEntity);
        return Results.NoContent();
    }
}
