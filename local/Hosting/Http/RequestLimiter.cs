using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;
using RevenueFunctions.Functions.Access;
using RevenueFunctions.Local.Admission;

namespace RevenueFunctions.Local.Hosting.Http;

/// <summary>
/// Bounds the requests under way behind the rate limiting middleware of ASP.NET Core: reads, writes and the operators' own routes apart, so
/// that none of them can starve another, each shared fairly among the callers.
/// </summary>
internal sealed class RequestLimiter(HostCapacity capacity, ApiKeyCallers apiKeys, HostKeys hostKeys) : PartitionedRateLimiter<HttpContext>
{
    private static readonly MetadataName<Refusal> RefusalName = MetadataName.Create<Refusal>("refusal");

    /// <summary>Answers a refused request.</summary>
    public static async ValueTask RefuseAsync(OnRejectedContext rejected, CancellationToken cancellationToken)
    {
        if (rejected.Lease.TryGetMetadata(RefusalName, out var refusal) && refusal is not null)
        {
            await HostProblems.Refused(rejected.HttpContext, refusal).ExecuteAsync(rejected.HttpContext);
        }
    }

    /// <inheritdoc/>
    public override RateLimiterStatistics GetStatistics(HttpContext resource)
    {
        var state = Door(resource).Share.Read();
        return new RateLimiterStatistics { CurrentAvailablePermits = state.Limit - state.Held, TotalFailedLeases = state.RefusedOverShare + state.RefusedSaturated };
    }

    /// <inheritdoc/>
    protected override RateLimitLease AttemptAcquireCore(HttpContext resource, int permitCount)
    {
        var (share, limit) = Door(resource);
        var caller = CallerOf(resource);
        var outcome = share.TryTake(caller, permitCount);
        if (outcome == ShareOutcome.Taken)
        {
            return new Lease(() => share.Release(caller, permitCount), null);
        }

        var refusal = new Refusal(outcome, limit, share.RetryAfter(caller, permitCount, capacity.Options.LongestRetryAfter));
        resource.Features.Set(refusal);
        return new Lease(null, refusal);
    }

    /// <inheritdoc/>
    protected override ValueTask<RateLimitLease> AcquireAsyncCore(HttpContext resource, int permitCount, CancellationToken cancellationToken) =>

        // The middleware asks a second time, ready to wait. There is no queue, so the first answer stands.
        ValueTask.FromResult(resource.Features.Get<Refusal>() is { } refusal ? new Lease(null, refusal) : AttemptAcquireCore(resource, permitCount));

    private (FairShare Share, string Limit) Door(HttpContext context)
    {
        var path = context.Request.Path;
        return path.StartsWithSegments("/admin", StringComparison.OrdinalIgnoreCase) || path.StartsWithSegments("/runtime", StringComparison.OrdinalIgnoreCase)
            ? Named(capacity.OperatorRequests, "operators", nameof(AdmissionOptions.OperatorRequests))
            : HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method)
                ? Named(capacity.ApiReads, "reading", nameof(AdmissionOptions.ApiReads))
                : Named(capacity.ApiWrites, "writing", nameof(AdmissionOptions.ApiWrites));
    }

    private static (FairShare Share, string Limit) Named(FairShare share, string what, string setting) =>
        (share, string.Create(CultureInfo.InvariantCulture, $"the {share.Limit:N0} {what} requests that may be under way (setting {AdmissionOptions.Section}:{setting})"));

    private string CallerOf(HttpContext context) =>
        apiKeys.Find(context.Request)?.Subject
        ?? (hostKeys.NameOf(context.Request) is { } name ? $"host key {name}" : $"address {context.Connection.RemoteIpAddress}");

    private sealed class Lease(Action? release, Refusal? refusal) : RateLimitLease
    {
        private Action? release = release;

        public override bool IsAcquired => refusal is null;

        public override IEnumerable<string> MetadataNames => refusal is null ? [] : [RefusalName.Name];

        public override bool TryGetMetadata(string metadataName, out object? metadata)
        {
            metadata = metadataName == RefusalName.Name ? refusal : null;
            return metadata is not null;
        }

        protected override void Dispose(bool disposing)
        {
            Interlocked.Exchange(ref release, null)?.Invoke();
            base.Dispose(disposing);
        }
    }
}
