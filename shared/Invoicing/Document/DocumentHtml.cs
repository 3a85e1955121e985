using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace RevenueFunctions.Invoicing;

/// <summary>Writes a document as one HTML page that needs nothing else: no script, no font, no image; printed on paper it is the document.</summary>
public static class DocumentHtml
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    /// <summary>
    /// What a browser may do with the page: show it in its own style and nothing more. The style is named by its hash, so that nothing that got
    /// into a text could bring another.
    /// </summary>
    public static string ContentSecurityPolicy { get; } =
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(DocumentStyle.Css)))}'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'";

    /// <summary>The page.</summary>
    public static string Render(PrintedDocument document)
    {
        ArgumentNullException.ThrowIfNull(document);
        var page = new StringBuilder(16 * 1024);
        var name = document.Number is null ? document.Title : $"{document.Title} {document.Number}";
        page.Append("<!doctype html>\n<html lang=\"").Append(Text(document.Language)).Append("\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
            .Append("<meta name=\"referrer\" content=\"no-referrer\">\n<title>").Append(Text(name)).Append("</title>\n<style>").Append(DocumentStyle.Css).Append("</style>\n</head>\n<body>\n<main class=\"sheet\">\n");
        if (document.Watermark is { } watermark)
        {
            page.Append("<p class=\"watermark\" aria-hidden=\"true\">").Append(Text(watermark)).Append("</p>\n");
        }

        Header(page, document);
        Parties(page, document);
        Lines(page, document.Lines);
        Sums(page, document.Sums);
        Paragraphs(page, "notes", "Notes", document.Notes);
        Paragraphs(page, "payment", "Payment", document.Payment);
        page.Append("<footer>\n");
        Each(page, document.Footer, "p");
        return page.Append("</footer>\n</main>\n</body>\n</html>\n").ToString();
    }

    private static void Header(StringBuilder page, PrintedDocument document)
    {
        page.Append("<header>\n<div class=\"seller\">").Append(Text(document.Seller.Name)).Append("</div>\n<div class=\"title\"><h1>").Append(Text(document.Title)).Append("</h1>");
        if (document.Number is { } number)
        {
            page.Append("<p class=\"number\">").Append(Text(number)).Append("</p>");
        }

        page.Append("</div>\n</header>\n");
    }

    private static void Parties(StringBuilder page, PrintedDocument document)
    {
        page.Append("<section class=\"parties\">\n");
        Party(page, "From", document.Seller);
        Party(page, "To", document.Customer);
        page.Append("<dl class=\"facts\">\n");
        foreach (var fact in document.Facts)
        {
            page.Append("<div><dt>").Append(Text(fact.Label)).Append("</dt><dd>").Append(Text(fact.Text)).Append("</dd></div>\n");
        }

        page.Append("</dl>\n</section>\n<section class=\"headline\"><span>").Append(Text(document.Headline.Label)).Append("</span><strong>").Append(Text(document.Headline.Text)).Append("</strong></section>\n");
    }

    private static void Party(StringBuilder page, string label, PrintedParty party)
    {
        page.Append("<address><h2>").Append(label).Append("</h2><p class=\"name\">").Append(Text(party.Name)).Append("</p>\n");
        Each(page, party.Lines, "p");
        page.Append("</address>\n");
    }

    private static void Lines(StringBuilder page, ImmutableArray<PrintedLine> lines)
    {
        page.Append("<table class=\"lines\">\n<thead><tr><th scope=\"col\">Description</th><th scope=\"col\" class=\"figure\">Quantity</th><th scope=\"col\" class=\"figure\">Tax</th><th scope=\"col\" class=\"figure\">Amount</th></tr></thead>\n<tbody>\n");
        foreach (var line in lines)
        {
            page.Append("<tr><td><span class=\"item\">").Append(Text(line.Title)).Append("</span>");
            if (line.Tag is { } tag)
            {
                page.Append(" <span class=\"tag\">").Append(Text(tag)).Append("</span>");
            }

            Each(page, line.Remarks, "small");
            Steps(page, line.Steps);
            page.Append("</td><td class=\"figure\">").Append(Text(line.Quantity)).Append("</td><td class=\"figure\">").Append(Text(line.Tax))
                .Append("</td><td class=\"figure amount\">").Append(Text(line.Amount)).Append("</td></tr>\n");
        }

        page.Append("</tbody>\n</table>\n");
    }

    private static void Steps(StringBuilder page, ImmutableArray<PrintedStep> steps)
    {
        if (steps.IsEmpty)
        {
            return;
        }

        page.Append("<details><summary>How this is computed</summary><table class=\"steps\"><tbody>");
        foreach (var step in steps)
        {
            page.Append("<tr><td>").Append(Text(step.Description)).Append("</td><td class=\"figure\">").Append(Text(step.Formula)).Append("</td><td class=\"figure\">").Append(Text(step.Amount)).Append("</td></tr>");
        }

        page.Append("</tbody></table></details>");
    }

    private static void Sums(StringBuilder page, ImmutableArray<PrintedSum> sums)
    {
        page.Append("<table class=\"sums\">\n<tbody>\n");
        foreach (var sum in sums)
        {
            page.Append(sum.IsStrong ? "<tr class=\"strong\">" : "<tr>").Append("<th scope=\"row\">").Append(Text(sum.Label)).Append("</th><td class=\"figure\">").Append(Text(sum.Amount)).Append("</td></tr>\n");
        }

        page.Append("</tbody>\n</table>\n");
    }

    private static void Paragraphs(StringBuilder page, string name, string title, ImmutableArray<string> texts)
    {
        if (!texts.IsEmpty)
        {
            page.Append("<section class=\"").Append(name).Append("\"><h2>").Append(title).Append("</h2>\n");
            Each(page, texts, "p");
            page.Append("</section>\n");
        }
    }

    private static void Each(StringBuilder page, ImmutableArray<string> texts, string element)
    {
        foreach (var text in texts)
        {
            page.Append('<').Append(element).Append('>').Append(Text(text)).Append("</").Append(element).Append(">\n");
        }
    }

    private static string Text(string text) => Encoder.Encode(text);
}
