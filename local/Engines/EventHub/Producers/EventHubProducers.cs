using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RevenueFunctions.Storage;

namespace RevenueFunctions.Local.Engines.EventHub.Producers;

/// <summary>
/// The doors that producers send through. Event Hubs REST: POST /{hub}/messages, /{hub}/partitions/{id}/messages and
/// /{hub}/publishers/{id}/messages, answered 201. CloudEvents over HTTP: POST /{hub}/cloudevents[?partitionKey=...], answered 202. Both only
/// after the events are durable.
/// </summary>
public static class EventHubProducers
{
    /// <summary>Maps the producer endpoints.</summary>
    public static IEndpointRouteBuilder MapEventHubProducers(
        this IEndpointRouteBuilder endpoints, EventHubEngine engine, EventHubProducerOptions options, IngestGate gate, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        var door = new Door(engine, options, gate, clock);
        Map("/{hub}/messages", RestAsync);
        Map("/{hub}/partitions/{partition}/messages", RestAsync);
        Map("/{hub}/publishers/{publisher}/messages", RestAsync);
        Map("/{hub}/cloudevents", CloudEventsAsync);
        return endpoints;

        // What is scarce here are bytes, which the gate counts; the host's limiter counts requests.
        void Map(string pattern, Append append) =>
            endpoints.MapPost(pattern, http => door.SendAsync(http, append)).ExcludeFromDescription().DisableRateLimiting();
    }

    private static async Task<int> RestAsync(EventHubEngine engine, string hub, HttpRequest request, ReadOnlyMemory<byte> body, HubCharge charge)
    {
        var (events, key) = EventHubRestProtocol.Parse(request, body);
        var partition = request.RouteValues["partition"] as string;
        var publisher = ProducerText.KeyOf(request.RouteValues["publisher"] as string, "publisher");
        await engine.AppendAsync(hub, events, charge, publisher ?? key, partition);
        return StatusCodes.Status201Created;
    }

    private static async Task<int> CloudEventsAsync(EventHubEngine engine, string hub, HttpRequest request, ReadOnlyMemory<byte> body, HubCharge charge)
    {
        var (hubEvent, key) = CloudEventsProtocol.Parse(request, body);
        await engine.AppendAsync(hub, [hubEvent], charge, ProducerText.KeyOf(key, "partitionKey"));
        return StatusCodes.Status202Accepted;
    }

    private delegate Task<int> Append(EventHubEngine engine, string hub, HttpRequest request, ReadOnlyMemory<byte> body, HubCharge charge);

    /// <summary>What both protocols share: who sends, how much, to which hub, and how a refusal looks.</summary>
    private sealed class Door(EventHubEngine engine, EventHubProducerOptions options, IngestGate gate, TimeProvider clock)
    {
        public async Task SendAsync(HttpContext http, Append append)
        {
            try
            {
                var hub = (string)http.Request.RouteValues["hub"]!;
                var caller = Authorise(http);
                if (!engine.HasHub(hub))
                {
                    throw ProducerProblem.NotFound($"There is no hub '{hub}'.");
                }

                using var lease = gate.Enter(hub, caller, http.Request.ContentLength);
                var body = await ProducerBody.ReadAsync(http.Request, lease, http.RequestAborted);
                http.Response.StatusCode = await append(engine, hub, http.Request, body, lease.Charge);
                lease.HandOver();
                http.Response.ContentLength = 0;
            }
            catch (ProducerProblem problem)
            {
                await problem.WriteAsync(http);
            }
            catch (HubNotFoundException exception)
            {
                await ProducerProblem.NotFound(exception.Message).WriteAsync(http);
            }
            catch (StorageUnavailableException exception)
            {
                await ProducerProblem.StoreDown(exception.Message).WriteAsync(http);
            }
            catch (BadHttpRequestException exception)
            {
                await ProducerProblem.Unreadable(exception.StatusCode, exception.Message).WriteAsync(http);
            }
        }

        /// <summary>Who sends: the name of the key that signed, or the address.</summary>
        private string Authorise(HttpContext http)
        {
            if (options.Keys.Count > 0)
            {
                var authorization = http.Request.Headers.Authorization;
                return SharedAccessSignature.Refuse(authorization, http.Request.Path, options.Keys, clock.GetUtcNow()) is { } reason
                    ? throw ProducerProblem.Unauthorised(reason)
                    : $"producer key {SharedAccessSignature.KeyNameOf(authorization!)}";
            }

            if (!options.OpenToThisMachine)
            {
                throw ProducerProblem.Unauthorised("Keys of other kinds are configured, and none for producers.");
            }

            return http.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address)
                ? $"address {address}"
                : throw ProducerProblem.Unauthorised("No key is configured, so only callers on this machine may send.");
        }
    }
}
