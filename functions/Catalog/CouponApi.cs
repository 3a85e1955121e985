using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using RevenueFunctions.Catalog;
using RevenueFunctions.Functions.Access;
using RevenueFunctions.Functions.Http;

namespace RevenueFunctions.Functions.Catalog;

/// <summary>Reads and writes coupons.</summary>
public sealed class CouponApi(CatalogReader reader, CatalogWriter writer)
{
    private readonly CatalogResource<Coupon> documents = new(
        reader, writer, "coupon", document => document.Key, catalog => catalog.Coupons, document => new CatalogDocuments { Coupons = [document] });

    /// <summary>All of them.</summary>
    [Function("ListCoupons")]
    [ApiOperation(Role.Reader, "Catalog", "Lists coupons.", Response = typeof(Page<Coupon>), Query = ["limit: page size, 1 to 1,000", "cursor: 'next' of the page before"], Errors = [400])]
    public Task<IResult> ListAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "v1/coupons")] HttpRequest request, CancellationToken cancellationToken) =>
        documents.ListAsync(request, null, cancellationToken);

    /// <summary>One.</summary>
    [Function("GetCoupon")]
    [ApiOperation(Role.Reader, "Catalog", "Shows a coupon, with its entity tag.", Response = typeof(Coupon), Errors = [404])]
    public Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "v1/coupons/{key}")] HttpRequest request, string key, CancellationToken cancellationToken) =>
        documents.GetAsync(request, key, cancellationToken);

    /// <summary>Adds or replaces one.</summary>
    [Function("PutCoupon")]
    [ApiOperation(Role.Configurer, "Catalog", "Adds a coupon or changes it for invoices yet to be made. Honours If-Match and If-None-Match.", Request = typeof(Coupon), Response = typeof(Coupon), Creates = true, Errors = [400, 409, 412])]
    public Task<IResult> PutAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "v1/coupons/{key}")] HttpRequest request, string key, CancellationToken cancellationToken) =>
        documents.PutAsync(request, key, cancellationToken);
}
