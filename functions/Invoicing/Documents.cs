using Microsoft.AspNetCore.Http;
using RevenueFunctions.Invoicing;

namespace RevenueFunctions.Functions.Invoicing;

/// <summary>Answers printed documents.</summary>
internal static class Documents
{
    /// <summary>The document as a page that may do nothing but be shown.</summary>
    public static IResult Page(HttpRequest request, PrintedDocument document)
    {
        request.HttpContext.Response.Headers.ContentSecurityPolicy = DocumentHtml.ContentSecurityPolicy;
        return Results.Content(DocumentHtml.Render(document), "text/html; charset=utf-8");
    }
}
