using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Azure.Data.Tables.Wire;

/// <summary>Signs each attempt with the account's key: date and path, by HMAC-SHA256.</summary>
internal sealed class SharedKeyLitePolicy(string account, byte[] key) : HttpPipelineSynchronousPolicy
{
    public override void OnSendingRequest(HttpMessage message)
    {
        var date = TimeProvider.System.GetUtcNow().ToString("r", CultureInfo.InvariantCulture);
        message.Request.Headers.SetValue("x-ms-date", date);
        var signature = Convert.ToBase64String(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{date}\n{Resource(message.Request.Uri.ToUri())}")));
        message.Request.Headers.SetValue("Authorization", $"SharedKeyLite {account}:{signature}");
    }

    // The path as it is sent, escaped; of the query only the component, if it names one.
    private string Resource(Uri uri)
    {
        var component = uri.Query.TrimStart('?').Split('&').FirstOrDefault(part => part.StartsWith("comp=", StringComparison.OrdinalIgnoreCase));
        return $"/{account}{uri.AbsolutePath}{(component is null ? "" : "?" + component)}";
    }
}
