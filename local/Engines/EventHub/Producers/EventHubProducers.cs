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
        this IEndpointRouteBuilder endpoints, EventHubEngine engine, EventHubProducerOptions options, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        var door = new Door(engine, options, clock);
        endpoints.MapPost("/{hub}/messages", http => door.SendAsync(http, RestAsync)).ExcludeFromDescription();
        endpoints.MapPost("/{hub}/partitions/{partition}/messages", http => door.SendAsync(http, RestAsync)).ExcludeFromDescription();
        endpoints.MapPost("/{hub}/publishers/{publisher}/messages", http => door.SendAsync(http, RestAsync)).ExcludeFromDescription();
        endpoints.MapPost("/{hub}/cloudevents", http => door.SendAsync(http, CloudEventsAsync)).ExcludeFromDescription();
        return endpoints;
    }

    private static async Task<int> RestAsync(EventHubEngine engine, string hub, HttpRequest request, ReadOnlyMemory<byte> body)
    {
        var (events, key) = EventHubRestProtocol.Parse(request, body);
        var partition = request.RouteValues["partition"] as string;
        await engine.AppendAsync(hub, events, request.RouteValues["publisher"] as string ?? key, partition);
        return StatusCodes.Status201Created;
    }

    private static async Task<int> CloudEventsAsync(EventHubEngine engine, string hub, HttpRequest request, ReadOnlyMemory<byte> body)
    {
        var (hubEvent, key) = CloudEventsProtocol.Parse(request, body);
        await engine.AppendAsync(hub, hubEvent, key);
        return StatusCodes.Status202Accepted;
    }

    /// <summary>What both protocols share: who sends, how much, to which hub, and how a refusal looks.</summary>
    private sealed class Door(EventHubEngine engine, EventHubProducerOptions options, TimeProvider clock)
    {
        public async Task SendAsync(HttpContext http, Func<EventHubEngine, string, HttpRequest, ReadOnlyMemory<byte>, Task<int>> append)
        {
            try
            {
                var hub = (string)http.Request.RouteValues["hub"]!;
                Authorise(http);
                if (!engine.HasHub(hub))
                {
                    throw ProducerProblem.NotFound($"There is no hub '{hub}'.");
                }

                var body = await ProducerBody.ReadAsync(http.Request, http.RequestAborted);
                http.Response.StatusCode = await append(engine, hub, http.Request, body);
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
                await ProducerProblem.Malformed("body", "unreadable-body", exception.Message, "Send the body whole.").WriteAsync(http);
            }
        }

        private void Authorise(HttpContext http)
        {
            if (options.Keys.Count > 0)
            {
                if (SharedAccessSignature.Refuse(http.Request.Headers.Authorization, http.Request.Path, options.Keys, clock.GetUtcNow()) is { } reason)
                {
                    throw ProducerProblem.Unauthorised(reason);
                }
            }
            else if (http.Connection.RemoteIpAddress is not { } address || !IPAddress.IsLoopback(address))
            {
                throw ProducerProblem.Unauthorised("No key is configured, so only callers on this machine may send.");
            }
        }
    }
}
