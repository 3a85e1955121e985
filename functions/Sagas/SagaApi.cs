using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using RevenueFunctions.Functions.Access;
using RevenueFunctions.Functions.Http;
using RevenueFunctions.Sagas;

namespace RevenueFunctions.Functions.Sagas;

/// <summary>Shows sagas. Their full history is in the Durable Functions HTTP API.</summary>
public sealed class SagaApi(SagaJournal journal)
{
    /// <summary>One saga.</summary>
    [Function("GetSaga")]
    [ApiOperation(Role.Reader, "Sagas", "Shows a saga: its state, its steps and what it waits for.", Response = typeof(SagaSummary), Errors = [404])]
    public async Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "v1/sagas/{id}")] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        string id,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(client);
        if (await journal.FindAsync(id, cancellationToken) is not { } record)
        {
            return Problems.NotFound("saga", id);
        }

        var instance = await client.GetInstanceAsync(id, getInputsAndOutputs: true, cancellationToken);
        JsonElement? status = instance?.SerializedCustomStatus is { } custom ? JsonSerializer.Deserialize<JsonElement>(custom) : null;
        return Api.Json(new SagaSummary(record, await journal.StepsAsync(id, record.Run, cancellationToken), instance?.RuntimeStatus.ToString(), status));
    }
}
