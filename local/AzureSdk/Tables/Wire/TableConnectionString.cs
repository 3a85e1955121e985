using Azure.Core.Pipeline;

namespace Azure.Data.Tables.Wire;

/// <summary>The account that a connection string names: where it is, and how requests to it are authorized.</summary>
internal sealed record TableConnectionString(Uri Endpoint, string? AccountName, HttpPipelinePolicy Authorization)
{
    // The emulator's account and key are published: they open nothing else.
    private const string EmulatorAccount = "devstoreaccount1";
    private const string EmulatorKey = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    /// <exception cref="InvalidOperationException">A part of the text is no name and value.</exception>
    /// <exception cref="ArgumentException">The parts name no account.</exception>
    public static TableConnectionString Parse(string text)
    {
        var settings = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var part in text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals < 1)
            {
                throw new InvalidOperationException("Connection string doesn't have value for one of its keywords.");
            }

            settings[part[..equals].Trim()] = part[(equals + 1)..].Trim();
        }

        return Of(settings) ?? throw new ArgumentException("Connection string parsing error", nameof(text));
    }

    private static TableConnectionString? Of(Dictionary<string, string> settings)
    {
        if (settings.GetValueOrDefault("UseDevelopmentStorage") == "true")
        {
            var host = settings.TryGetValue("DevelopmentStorageProxyUri", out var proxy) ? new Uri(proxy).Host : "127.0.0.1";
            return ByKey(new Uri($"http://{host}:10002/{EmulatorAccount}"), EmulatorAccount, EmulatorKey);
        }

        var endpoint = settings.GetValueOrDefault("TableEndpoint");
        if (endpoint is not null && settings.TryGetValue("SharedAccessSignature", out var signature))
        {
            return new TableConnectionString(new Uri(endpoint), settings.GetValueOrDefault("AccountName"), new SasPolicy(signature.TrimStart('?')));
        }

        if (!settings.TryGetValue("AccountName", out var account) || !settings.TryGetValue("AccountKey", out var key))
        {
            return null;
        }

        if (endpoint is null && settings.TryGetValue("EndpointSuffix", out var suffix))
        {
            endpoint = $"{settings.GetValueOrDefault("DefaultEndpointsProtocol", "https")}://{account}.table.{suffix}";
        }

        return endpoint is null ? null : ByKey(new Uri(endpoint), account, key);
    }

    private static TableConnectionString ByKey(Uri endpoint, string account, string key) =>
        new(endpoint, account, new SharedKeyLitePolicy(account, Convert.FromBase64String(key)));
}
