namespace RevenueFunctions.Invoicing;

/// <summary>The style of printed documents: one sheet on the screen, plain A4 or Letter on paper.</summary>
internal static class DocumentStyle
{
    public const string Css = """

        :root { --ink: #1a1d21; --soft: #5d6672; --rule: #d9dee4; --paper: #fff; --accent: #0b5c55; --wash: #f2f6f5; }
        * { box-sizing: border-box; }
        html { -webkit-text-size-adjust: 100%; }
        body { margin: 0; background: #e9edef; color: var(--ink); font: 14px/1.5 system-ui, "Segoe UI", "Helvetica Neue", Arial, sans-serif; }
        .sheet { position: relative; max-width: 210mm; min-height: 297mm; margin: 24px auto; padding: 18mm 18mm 14mm; background: var(--paper); box-shadow: 0 1px 2px rgb(0 0 0 / .08), 0 12px 40px rgb(0 0 0 / .10); overflow: hidden; display: flex; flex-direction: column; }
        header { display: flex; justify-content: space-between; align-items: flex-start; gap: 24px; padding-bottom: 14px; border-bottom: 3px solid var(--accent); }
        .seller { font-size: 20px; font-weight: 650; letter-spacing: -.01em; padding-top: 3px; }
        .title { text-align: right; }
        h1 { margin: 0; font-size: 26px; line-height: 1.2; font-weight: 650; letter-spacing: -.02em; color: var(--accent); }
        .number { margin: 2px 0 0; font-size: 15px; color: var(--soft); font-variant-numeric: tabular-nums; }
        h2 { margin: 0 0 4px; font-size: 11px; font-weight: 600; letter-spacing: .08em; text-transform: uppercase; color: var(--soft); }
        .parties { display: grid; grid-template-columns: 1fr 1fr minmax(200px, 1.1fr); gap: 24px; margin: 26px 0 22px; }
        address { font-style: normal; overflow-wrap: anywhere; }
        address p { margin: 0; }
        .name { font-weight: 600; }
        .facts { margin: 0; }
        .facts div { display: flex; justify-content: space-between; gap: 12px; padding: 3px 0; border-bottom: 1px solid var(--rule); }
        .facts div:first-child { padding-top: 0; }
        .facts dt { color: var(--soft); }
        .facts dd { margin: 0; text-align: right; font-variant-numeric: tabular-nums; overflow-wrap: anywhere; }
        .headline { display: flex; justify-content: space-between; align-items: baseline; gap: 16px; margin-bottom: 22px; padding: 12px 16px; background: var(--wash); border-radius: 6px; }
        .headline span { color: var(--soft); }
        .headline strong { font-size: 22px; font-weight: 650; letter-spacing: -.01em; font-variant-numeric: tabular-nums; }
        table { border-collapse: collapse; width: 100%; }
        th, td { padding: 0; text-align: left; font-weight: inherit; vertical-align: top; }
        .figure { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; padding-left: 16px; }
        .lines thead th { padding-bottom: 6px; font-size: 11px; font-weight: 600; letter-spacing: .08em; text-transform: uppercase; color: var(--soft); border-bottom: 1px solid var(--ink); }
        .lines > tbody > tr > td { padding-top: 9px; padding-bottom: 9px; border-bottom: 1px solid var(--rule); }
        .lines .item { font-weight: 550; overflow-wrap: anywhere; }
        .lines .amount { font-weight: 550; }
        .lines small { display: block; color: var(--soft); font-size: 12.5px; overflow-wrap: anywhere; }
        .tag { display: inline-block; padding: 0 7px; border: 1px solid var(--accent); border-radius: 9px; color: var(--accent); font-size: 11px; line-height: 16px; white-space: nowrap; }
        details { margin-top: 3px; font-size: 12.5px; color: var(--soft); }
        summary { cursor: pointer; width: max-content; color: var(--accent); }
        summary:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 2px; }
        .steps { width: auto; margin: 4px 0 2px; }
        .steps td { padding-top: 1px; padding-bottom: 1px; }
        .sums { width: min(100%, 96mm); margin: 16px 0 0 auto; }
        .sums th, .sums td { padding-top: 3px; padding-bottom: 3px; }
        .sums th { color: var(--soft); overflow-wrap: anywhere; }
        .sums .strong th, .sums .strong td { padding-top: 7px; font-weight: 650; font-size: 16px; color: var(--ink); border-top: 1px solid var(--ink); }
        .notes, .payment { margin-top: 26px; }
        .notes p, .payment p { margin: 0 0 3px; overflow-wrap: anywhere; }
        footer { margin-top: auto; padding-top: 26px; color: var(--soft); font-size: 11px; overflow-wrap: anywhere; }
        footer p { margin: 0; }
        .watermark { position: absolute; inset: 38% 0 auto; margin: 0; text-align: center; font-size: 130px; line-height: 1; font-weight: 700; letter-spacing: .04em; text-transform: uppercase; color: rgb(11 92 85 / .08); transform: rotate(-28deg); pointer-events: none; }
        @media (max-width: 640px) {
          .sheet { margin: 0; padding: 20px 16px; min-height: 100vh; box-shadow: none; }
          .parties { grid-template-columns: 1fr; gap: 16px; }
          .lines .figure:nth-child(3), .lines thead th:nth-child(3) { display: none; }
          .figure { white-space: normal; }
          .watermark { font-size: 72px; }
        }
        @media print {
          @page { margin: 16mm 16mm 14mm; }
          body { background: none; font-size: 10pt; }
          .sheet { max-width: none; min-height: 0; margin: 0; padding: 0; box-shadow: none; overflow: visible; display: block; }
          .headline { background: none; border: 1px solid var(--rule); }
          .lines thead { display: table-header-group; }
          .lines tr, .sums, .notes, .payment { break-inside: avoid; }
          details:not([open]) { display: none; }
          .watermark { position: fixed; }
        }

        """;
}
