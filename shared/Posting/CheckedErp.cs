using System.Collections.Immutable;
using RevenueFunctions.Telemetry;

namespace RevenueFunctions.Posting;

/// <summary>
/// The ERP as the fabric asks it. Its answers are input like any other: what is not of the shape asked for is refused, and its texts are cut
/// and freed of control characters before anybody stores, logs or shows them. Whichever connector is registered, nobody reads its answers
/// but through this.
/// </summary>
public sealed class CheckedErp(IErpConnector connector, FabricTracing tracing)
{
    private const int MostLines = 100_000;
    private const int KeyCharacters = 400;
    private const int TextCharacters = 2000;
    private const decimal MostAmount = 100_000_000_000_000_000_000m;

    /// <summary>The document under the key, or null when there is none.</summary>
    /// <exception cref="MalformedErpAnswerException">It is no such document.</exception>
    public Task<ErpDocument?> FindAsync(string legalEntityId, string postingKey, CancellationToken cancellationToken) =>
        tracing.CallAsync("erp find", Correlation.OfKey(postingKey), async span =>
        {
            span?.SetTag(FabricTags.LegalEntity, legalEntityId).SetTag(FabricTags.PostingKey, postingKey);
            var found = await connector.FindAsync(legalEntityId, postingKey, cancellationToken);
            span?.SetTag(FabricTags.Outcome, found is null ? "absent" : "found");
            if (found is null)
            {
                return null;
            }

            Check(found, legalEntityId);
            return found.Entry.PostingKey == postingKey ? found : throw new MalformedErpAnswerException("it is a document of another posting key.");
        });

    /// <summary>Posts the entry; the document that comes back has the entry's key, and whatever figures the ERP says it has.</summary>
    /// <exception cref="MalformedErpAnswerException">It is no answer to this entry.</exception>
    public Task<ErpPostResult> PostAsync(JournalEntry entry, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return tracing.CallAsync("erp post", entry.CorrelationId, async span =>
        {
            span?.SetTag(FabricTags.LegalEntity, entry.LegalEntityId).SetTag(FabricTags.PostingKey, entry.PostingKey);
            var result = Check(entry, await connector.PostAsync(entry, cancellationToken));
            span?.SetTag(FabricTags.Outcome, result is ErpPostResult.Posted ? "posted" : "rejected").SetTag(FabricTags.Code, (result as ErpPostResult.Rejected)?.Code);
            return result;
        });
    }

    /// <summary>Balances of all accounts of the entity's books.</summary>
    /// <exception cref="MalformedErpAnswerException">They are no balances.</exception>
    public async Task<ImmutableArray<AccountBalance>> TrialBalanceAsync(string legalEntityId, CancellationToken cancellationToken)
    {
        var balances = await connector.TrialBalanceAsync(legalEntityId, cancellationToken);
        return !balances.IsDefault
            && balances.Length <= MostLines
            && balances.All(balance => balance is not null && IsText(balance.Account, KeyCharacters) && IsAmount(balance.Debit) && IsAmount(balance.Credit))
            && balances.Select(balance => balance.Account).Distinct(StringComparer.Ordinal).Count() == balances.Length
            ? balances
            : throw new MalformedErpAnswerException("a balance names no account, one that is there twice, or an amount out of range.");
    }

    /// <summary>The documents after a reference, in posting order.</summary>
    /// <exception cref="MalformedErpAnswerException">They are no such page, or reading on would never end.</exception>
    public async Task<ErpDocumentPage> ListAsync(string legalEntityId, string? afterReference, int limit, CancellationToken cancellationToken)
    {
        var page = await connector.ListAsync(legalEntityId, afterReference, limit, cancellationToken);
        if (page is null || page.Documents.IsDefault || page.Documents.Length > limit)
        {
            throw new MalformedErpAnswerException($"a page has more than the {limit} documents asked for, or none at all.");
        }

        foreach (var document in page.Documents)
        {
            Check(document, legalEntityId);
        }

        return page.Next is null || (page.Documents.Length > 0 && page.Documents[^1].Reference != afterReference)
            ? page
            : throw new MalformedErpAnswerException("it promises more documents and brings none.");
    }

    private static ErpPostResult Check(JournalEntry entry, ErpPostResult? result)
    {
        switch (result)
        {
            case ErpPostResult.Posted posted:
                Check(posted.Document, entry.LegalEntityId);
                return posted.Document.Entry.PostingKey == entry.PostingKey ? posted : throw new MalformedErpAnswerException("it is a document of another posting key.");
            case ErpPostResult.Rejected rejected:
                return new ErpPostResult.Rejected(ErpText.Code(rejected.Code), ErpText.Reason(rejected.Reason));
            default:
                throw new MalformedErpAnswerException("it is no outcome.");
        }
    }

    private static void Check(ErpDocument? document, string legalEntityId)
    {
        if (document is not { Entry: { Lines.IsDefault: false } entry } || entry.Lines.Length > MostLines || entry.Lines.Any(line => line is null))
        {
            throw new MalformedErpAnswerException("it is no document with lines.");
        }

        if (!IsText(document.Reference, KeyCharacters) || !IsText(entry.PostingKey, KeyCharacters) || entry.Currency is not { } currency || !Currencies.IsKnown(currency) || entry.Description is null or { Length: > TextCharacters })
        {
            throw new MalformedErpAnswerException("its reference, key, currency or description is none.");
        }

        if (entry.LegalEntityId != legalEntityId)
        {
            throw new MalformedErpAnswerException("it is a document of another legal entity.");
        }

        if (!entry.Lines.All(line => IsText(line.Account, KeyCharacters) && IsAmount(line.Debit) && IsAmount(line.Credit)))
        {
            throw new MalformedErpAnswerException("a line names no account, or an amount out of range.");
        }
    }

    private static bool IsText(string? text, int characters) => text is { Length: > 0 } && text.Length <= characters && PrintableText.Is(text);

    // Sums of so many lines of such amounts still fit a decimal.
    private static bool IsAmount(decimal amount) => amount is >= 0m and <= MostAmount;
}
