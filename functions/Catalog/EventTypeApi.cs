using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using RevenueFunctions.Catalog;
using RevenueFunctions.Functions.Access;
using RevenueFunctions.Functions.Http;

namespace RevenueFunctions.Functions.Catalog;

/// <summary>Reads and writes event types.</summary>
public sealed class EventTypeApi(CatalogReader reader, CatalogWriter writer)
{
    private readonly CatalogResource<EventType> documents = new(
        reader, writer, "event type", document => document.Type, catalog => catalog.EventTypes, document => new CatalogDocuments { EventTypes = [document] });

    /// <summary>All of them.</summary>
    [Function("ListEventTypes")]
    [ApiOperation(Role.Reader, "Catalog", "Lists event types.", Response = typeof(Page<EventType>),
        Query = ["limit: page size, 1 to 1,000", "cursor: 'next' of the page before"], Errors = [400])]
    public Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "v1/event-types")] HttpRequest request, CancellationToken cancellationToken) =>
        documents.ListAsync(request, null, cancellationToken);

    /// <summary>One.</summary>
    [Function("GetEventType")]
    [ApiOperation(Role.Reader, "Catalog", "Shows an event type, with its entity tag.", Response = typeof(EventType), Errors = [404])]
    public Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "v1/event-types/{type}")] HttpRequest request, string type, CancellationToken cancellationToken) =>
        documents.GetAsync(request, type, cancellationToken);

    /// <summary>Adds or replaces one.</summary>
    [Function("PutEventType")]
    [ApiOperation(Role.Configurer, "Catalog", "Adds an event type or changes its schema. Honours If-Match and If-None-Match.", Request = typeof(EventType), Response = typeof(EventType), Creates = true, Errors = [400, 409, 412])]
    public Task<IResult> PutAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "v1/event-types/{type}")] HttpRequest request, string type, CancellationToken cancellationToken) =>
        documents.PutAsync(request, type, cancellationToken);
}
