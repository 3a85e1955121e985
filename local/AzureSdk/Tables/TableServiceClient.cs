#nullable disable // The real assembly is not annotated.
using Azure.Core;
using Azure.Data.Tables.Models;
using Azure.Data.Tables.Wire;

namespace Azure.Data.Tables;

/// <summary>The Table service of one storage account.</summary>
public class TableServiceClient
{
    private readonly TableAccess access;

    public TableServiceClient(string connectionString)
        : this(connectionString, null)
    {
    }

    public TableServiceClient(string connectionString, TableClientOptions options = null)
    {
        ArgumentNullException.ThrowIfNull(connectionString);
        access = TableAccess.By(TableConnectionString.Parse(connectionString), options ?? new TableClientOptions());
    }

    public TableServiceClient(Uri endpoint, TokenCredential tokenCredential, TableClientOptions options = null)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        ArgumentNullException.ThrowIfNull(tokenCredential);
        access = TableAccess.By(endpoint, tokenCredential, options ?? new TableClientOptions());
    }

    protected TableServiceClient()
    {
    }

    public virtual Uri Uri => access.Endpoint;

    public virtual string AccountName => access.AccountName;

    public virtual TableClient GetTableClient(string tableName)
    {
        ArgumentNullException.ThrowIfNull(tableName);
        return new TableClient(access, tableName);
    }

    public virtual async Task<Response<TableItem>> CreateTableIfNotExistsAsync(string tableName, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(tableName);
        using var message = access.Message(RequestMethod.Post, "Tables");
        TableAccess.AddContent(message.Request, EntityJson.Table(tableName), returnsContent: false);
        var response = await access.SendAsync(message, cancellationToken).ConfigureAwait(false);

        // A table that is there is what was asked for; one that is on its way out is not.
        if (response.Status is 201 or 204 || (response.Status == 409 && new RequestFailedException(response).ErrorCode != TableErrorCode.TableBeingDeleted))
        {
            return Response.FromValue(new TableItem(tableName), response);
        }

        throw new RequestFailedException(response);
    }
}
