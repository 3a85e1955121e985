using System.Globalization;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Azure.Data.Tables.Wire;

/// <summary>The requests of the Table service's REST protocol, and the pipeline they go through.</summary>
internal sealed class TableAccess
{
    private const string Scope = "https://storage.azure.com/.default";
    private const string MinimalMetadata = "application/json;odata=minimalmetadata";

    private readonly HttpPipeline pipeline;
    private readonly string endpoint;
    private readonly string version;

    private TableAccess(Uri endpoint, string? accountName, HttpPipelinePolicy authorization, TableClientOptions options)
    {
        Endpoint = endpoint;
        AccountName = accountName ?? NameIn(endpoint);
        this.endpoint = endpoint.AbsoluteUri.TrimEnd('/');
        version = options.VersionString;

        // Authorized per attempt: a signature covers the date, and a token may run out between two attempts.
        pipeline = HttpPipelineBuilder.Build(new HttpPipelineOptions(options)
        {
            PerRetryPolicies = { authorization },
            ResponseClassifier = new ResponseClassifier(),
            RequestFailedDetailsParser = TableErrorParser.Instance,
        });
    }

    public Uri Endpoint { get; }

    public string AccountName { get; }

    public static TableAccess By(TableConnectionString connection, TableClientOptions options) =>
        new(connection.Endpoint, connection.AccountName, connection.Authorization, options);

    public static TableAccess By(Uri endpoint, TokenCredential credential, TableClientOptions options) =>
        new(endpoint, null, new BearerTokenAuthenticationPolicy(credential, Scope), options);

    public static void AddContent(Request request, ReadOnlyMemory<byte> json, bool returnsContent)
    {
        if (!returnsContent)
        {
            request.Headers.Add("Prefer", "return-no-content");
        }

        request.Headers.Add("Content-Type", "application/json;odata=nometadata");
        request.Content = RequestContent.Create(json);
    }

    /// <summary>The path of one entity. Quotes are doubled, as in any OData literal, and then everything is escaped.</summary>
    public string EntityPath(string table, string partitionKey, string rowKey) =>
        $"{table}(PartitionKey='{Escape(partitionKey)}',RowKey='{Escape(rowKey)}')";

    public HttpMessage Add(string table, ITableEntity entity)
    {
        var message = Message(RequestMethod.Post, table);
        AddContent(message.Request, EntityJson.Write(entity), returnsContent: false);
        return message;
    }

    /// <summary>Without an ETag it is an upsert.</summary>
    public HttpMessage Write(string table, ITableEntity entity, TableUpdateMode mode, ETag ifMatch)
    {
        var method = mode switch
        {
            TableUpdateMode.Replace => RequestMethod.Put,
            TableUpdateMode.Merge => RequestMethod.Patch,
            _ => throw new ArgumentException($"Unexpected value for {nameof(mode)}: {mode}"),
        };
        var message = Message(method, EntityPath(table, entity.PartitionKey, entity.RowKey));
        if (ifMatch != default)
        {
            message.Request.Headers.Add("If-Match", ifMatch.ToString());
        }

        AddContent(message.Request, EntityJson.Write(entity), returnsContent: true);
        return message;
    }

    public HttpMessage Delete(string table, string partitionKey, string rowKey, ETag ifMatch)
    {
        var message = Message(RequestMethod.Delete, EntityPath(table, partitionKey, rowKey));
        message.Request.Headers.Add("If-Match", ifMatch == default ? ETag.All.ToString() : ifMatch.ToString());
        return message;
    }

    public HttpMessage Query(string table, string? filter, string? select, int? top, string? nextPartitionKey, string? nextRowKey)
    {
        var message = Message(RequestMethod.Get, $"{table}()", select);
        (string Name, string? Value)[] parameters =
        [
            ("$top", top?.ToString(CultureInfo.InvariantCulture)), ("$filter", filter), ("NextPartitionKey", nextPartitionKey), ("NextRowKey", nextRowKey),
        ];
        foreach (var (name, value) in parameters)
        {
            if (value is not null)
            {
                message.Request.Uri.AppendQuery(name, value, escapeValue: true);
            }
        }

        return message;
    }

    public HttpMessage Batch(ReadOnlyMemory<byte> changeSet, string contentType)
    {
        var message = pipeline.CreateMessage();
        message.Request.Method = RequestMethod.Post;
        message.Request.Uri.Reset(new Uri($"{endpoint}/$batch"));
        message.Request.Headers.Add("x-ms-version", version);
        message.Request.Headers.Add("DataServiceVersion", "3.0");
        message.Request.Headers.Add("Content-Type", contentType);
        message.Request.Content = RequestContent.Create(changeSet);
        return message;
    }

    public HttpMessage Message(RequestMethod method, string path, string? select = null)
    {
        var message = pipeline.CreateMessage();
        message.Request.Method = method;
        message.Request.Uri.Reset(new Uri($"{endpoint}/{path}"));
        message.Request.Uri.AppendQuery("$format", MinimalMetadata, escapeValue: true);
        if (select is not null)
        {
            message.Request.Uri.AppendQuery("$select", select, escapeValue: true);
        }

        message.Request.Headers.Add("x-ms-version", version);
        message.Request.Headers.Add("DataServiceVersion", "3.0");
        message.Request.Headers.Add("Accept", MinimalMetadata);
        return message;
    }

    public async ValueTask<Response> SendAsync(HttpMessage message, CancellationToken cancellationToken)
    {
        await pipeline.SendAsync(message, cancellationToken).ConfigureAwait(false);
        return message.Response;
    }

    private static string Escape(string key) => Uri.EscapeDataString(ODataLiteral.Escape(key));

    // account.table.core.windows.net; an emulator's address has the account as the first part of the path.
    private static string NameIn(Uri endpoint) => endpoint.HostNameType == UriHostNameType.Dns && !endpoint.IsLoopback
        ? endpoint.Host.Split('.')[0]
        : endpoint.Segments.ElementAtOrDefault(1)?.TrimEnd('/') ?? string.Empty;
}
