using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using RevenueFunctions.Sagas;

namespace RevenueFunctions.Functions.Sagas;

/// <summary>The task hub that this app's sagas run on, claimed before any function runs. TASKHUB_NAME names it to the host as well.</summary>
public sealed class TaskHub(TaskHubClaims claims, IConfiguration configuration, IOptions<TaskHubOptions> options)
{
    private volatile TaskHubClaim? held;

    /// <summary>Claims it.</summary>
    /// <exception cref="TaskHubRefusedException">It is another deployment's, newer than this app, or of another storage layout.</exception>
    public async Task ClaimAsync(CancellationToken cancellationToken = default) => held = await claims.ClaimAsync(
        configuration["TASKHUB_NAME"] ?? "local", configuration["WEBSITE_SITE_NAME"] is { Length: > 0 } site ? site : "local", SagaVersions.Newest, options.Value.Release, cancellationToken);

    /// <summary>Records that a saga begins on this app's newest version: from then on an older app cannot take the task hub over unasked.</summary>
    /// <exception cref="TaskHubRefusedException">It was released to another deployment meanwhile.</exception>
    public async ValueTask UseAsync(CancellationToken cancellationToken = default)
    {
        // Read every time: a release of the claim, or a roll-back that this instance outlived, is seen nowhere else.
        if (held is { } claim)
        {
            await claims.UseAsync(claim, SagaVersions.Newest, cancellationToken);
        }
    }
}
