using Azure.Core;
using Azure.Core.Pipeline;

namespace Azure.Data.Tables.Wire;

/// <summary>Adds a shared access signature to each request.</summary>
internal sealed class SasPolicy(string signature) : HttpPipelineSynchronousPolicy
{
    public override void OnSendingRequest(HttpMessage message)
    {
        var uri = message.Request.Uri;
        if (!uri.Query.Contains(signature, StringComparison.Ordinal))
        {
            uri.Query = uri.Query.Length > 1 ? $"{uri.Query}&{signature}" : $"?{signature}";
        }
    }
}
