using System.Collections.Immutable;
using Microsoft.AspNetCore.Http;
using RevenueFunctions.Catalog;
using RevenueFunctions.Functions.Access;
using RevenueFunctions.Functions.Http;

namespace RevenueFunctions.Functions.Catalog;

/// <summary>What the API does with one kind of catalog document; the function classes name the routes.</summary>
/// <param name="reader">The catalog.</param>
/// <param name="writer">Its writer.</param>
/// <param name="what">The kind as a person calls it.</param>
/// <param name="keyOf">The document's identity as its route writes it.</param>
/// <param name="all">The documents of the kind.</param>
/// <param name="wrap">The document as a set of its own.</param>
/// <param name="accountOf">The account that the document belongs to; absent where only callers who may see all accounts get here.</param>
internal sealed class CatalogResource<T>(
    CatalogReader reader,
    CatalogWriter writer,
    string what,
    Func<T, string> keyOf,
    Func<CatalogDocuments, ImmutableArray<T>> all,
    Func<T, CatalogDocuments> wrap,
    Func<T, string>? accountOf = null)
    where T : class
{
    /// <summary>A page of the documents that pass the filter, in order of their keys.</summary>
    public async Task<IResult> ListAsync(HttpRequest request, Func<T, bool>? filter, CancellationToken cancellationToken)
    {
        var (limit, cursor, issue) = ApiRequest.ReadPage(request);
        if (issue is not null)
        {
            return Problems.Invalid([issue]);
        }

        // The cursor is the last key shown, so a page stays right when documents come in between.
        var catalog = await reader.GetCurrentAsync(cancellationToken);
        var rest = all(catalog.Documents)
            .Where(document => MaySee(request, document) && (filter is null || filter(document)))
            .Select(document => (Key: keyOf(document), Document: document))
            .Where(one => cursor is null || string.CompareOrdinal(one.Key, cursor) > 0)
            .OrderBy(one => one.Key, StringComparer.Ordinal)
            .Take(limit + 1)
            .ToList();
        return Api.Json(new Page<T>([.. rest.Take(limit).Select(one => one.Document)], rest.Count > limit ? rest[limit - 1].Key : null));
    }

    /// <summary>One document with its entity tag.</summary>
    public async Task<IResult> GetAsync(HttpRequest request, string key, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var catalog = await reader.GetCurrentAsync(cancellationToken);
        return Find(catalog, key, document => MaySee(request, document)) is { } document ? Answer(request, document, StatusCodes.Status200OK) : Problems.NotFound(what, key);
    }

    /// <summary>Adds or replaces one document.</summary>
    public async Task<IResult> PutAsync(HttpRequest request, string key, CancellationToken cancellationToken)
    {
        var (body, refusal) = await ApiRequest.ReadBodyAsync<T>(request, cancellationToken);
        if (refusal is not null)
        {
            return refusal;
        }

        return keyOf(body!) == key
            ? await StoreAsync(request, body!, _ => null, cancellationToken)
            : Problems.Invalid("$", "key-mismatch", $"The route names {what} '{Problems.Shown(key)}', the body '{Problems.Shown(keyOf(body!))}'.", "Send the same key in both.");
    }

    /// <summary>Stores a document under the request's conditions, unless the caller refuses on what is stored.</summary>
    public Task<IResult> StoreAsync(HttpRequest request, T document, Func<T?, IResult?> refuse, CancellationToken cancellationToken) =>
        EditAsync(request, keyOf(document), stored => refuse(stored) is { } refusal ? (null, refusal) : (document, null), cancellationToken);

    /// <summary>Changes a document in one step that nothing can come between.</summary>
    public async Task<IResult> EditAsync(
        HttpRequest request, string key, Func<T?, (T? Document, IResult? Refusal)> edit, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        IResult? refusal = null;
        T? wanted = null;
        var isNew = false;
        var outcome = await writer.EditAsync(
            catalog =>
            {
                var stored = Find(catalog, key);
                isNew = stored is null;
                (wanted, refusal) = ETags.Allow(request.Headers, stored)
                    ? edit(stored)
                    : (null, Problems.PreconditionFailed($"The {what} '{key}' {(isNew ? "does not exist" : "has another entity tag")}; GET it again."));
                return wanted is null ? CatalogEdit.Refuse(new CatalogOutcome.Stored(0, 0)) : new CatalogEdit(wrap(wanted)) { Author = Caller.Of(request).Subject };
            },
            cancellationToken);
        if (refusal is not null)
        {
            return refusal;
        }

        return outcome is CatalogOutcome.Stored
            ? Answer(request, wanted!, isNew ? StatusCodes.Status201Created : StatusCodes.Status200OK)
            : CatalogAnswers.Refused(outcome, CatalogAnswers.OfOneDocument);
    }

    private bool MaySee(HttpRequest request, T document) => accountOf is null || Caller.Of(request).MaySee(accountOf(document));

    // Searched to the end for what the caller may not see as for what is not there: the time taken tells them nothing.
    private T? Find(CatalogSnapshot catalog, string key, Func<T, bool>? maySee = null) =>
        all(catalog.Documents).FirstOrDefault(document => keyOf(document) == key && maySee?.Invoke(document) != false);

    private static IResult Answer(HttpRequest request, T document, int status)
    {
        request.HttpContext.Response.Headers.ETag = ETags.Of(document);
        return Api.Json(document, status);
    }
}
