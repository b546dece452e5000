/// The style sheet of report pages: the same ink, rules and type as the shipped documents.
enum TableHTMLStyle {
    static let sheet: StaticString = """
        :root{color-scheme:light dark;--paper:#fff;--ink:#1b2430;--soft:#5a6675;--faint:#8a95a3;--rule:#dde2e8;
        --band:#f4f6f8;--accent:#1f4e79;--good:#1d6b43;--bad:#a3261f}
        @media (prefers-color-scheme:dark){:root{--paper:#14181d;--ink:#e4e8ed;--soft:#a3adb9;--faint:#75808d;
        --rule:#2d343d;--band:#1c2229;--accent:#8fbce6;--good:#6cc596;--bad:#f08a80}}
        *{box-sizing:border-box}
        html{-webkit-text-size-adjust:100%}
        body{margin:0;background:var(--paper);color:var(--ink);
        font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif}
        main{max-width:1600px;margin:0 auto;padding:2.5rem clamp(1rem,3vw,3rem) 4rem}
        header{border-bottom:2px solid var(--accent);padding-bottom:.9rem;margin-bottom:1.6rem}
        h1{font-size:clamp(1.45rem,1.1rem + 1.4vw,2rem);line-height:1.2;font-weight:650;margin:0;
        letter-spacing:-.01em}
        h2{font-size:1.2rem;line-height:1.3;font-weight:650;margin:3rem 0 .6rem}
        h3{font-size:.95rem;font-weight:650;margin:2.2rem 0 .6rem}
        .period{color:var(--soft);margin:.3rem 0 0}
        h2+.period{margin:-.4rem 0 .8rem}
        .figures{display:grid;grid-template-columns:repeat(auto-fit,minmax(11rem,1fr));gap:1px;list-style:none;
        margin:0 0 1.6rem;padding:0;background:var(--rule);border:1px solid var(--rule);border-radius:6px;
        overflow:hidden}
        .figures li{background:var(--paper);padding:.8rem 1rem;display:flex;flex-direction:column}
        .figures span,.figures small{color:var(--soft);font-size:.85rem;line-height:1.35}
        .figures strong{font-size:1.55rem;line-height:1.35;font-weight:600;font-variant-numeric:tabular-nums;
        letter-spacing:-.01em;overflow-wrap:anywhere}
        .good strong{color:var(--good)}
        .bad strong{color:var(--bad)}
        nav{display:flex;flex-wrap:wrap;gap:.3rem 1.3rem;margin:0 0 1.4rem;font-size:.92rem}
        a{color:var(--accent);text-underline-offset:.18em;text-decoration-thickness:1px}
        .box{overflow:auto;max-height:min(85vh,60rem);border:1px solid var(--rule);border-radius:6px}
        .box:focus-visible,a:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
        table{border-collapse:separate;border-spacing:0;font-size:.87rem;line-height:1.4;
        font-variant-numeric:tabular-nums lining-nums}
        .box table{width:100%}
        th,td{padding:.38rem .75rem;text-align:left;vertical-align:top;white-space:nowrap;
        border-bottom:1px solid var(--rule)}
        .box thead th{position:sticky;top:0;z-index:2;background:var(--band);color:var(--soft);font-weight:600;
        vertical-align:bottom;white-space:normal;border-bottom:1px solid var(--faint)}
        .box tr>:first-child{position:sticky;left:0;z-index:1;background:var(--paper)}
        .box thead tr>:first-child{z-index:3;background:var(--band)}
        tbody tr:hover>td{background:var(--band)}
        tbody td:empty::before{content:"–";color:var(--faint)}
        .box tbody tr:last-child>*{border-bottom:0}
        .box tfoot tr>*{position:sticky;bottom:0;background:var(--band);font-weight:650;
        border-top:1px solid var(--faint);border-bottom:0}
        .box tfoot tr>:first-child{z-index:2}
        .rest,.note,.none{color:var(--soft);font-size:.9rem;margin:.7rem 0 0;max-width:75ch}
        dl{display:grid;grid-template-columns:minmax(9rem,max-content) 1fr;gap:.35rem 1.4rem;margin:0;
        font-size:.9rem;max-width:100ch}
        dt{font-weight:600}
        dd{margin:0;color:var(--soft)}
        .controls{display:flex;flex-wrap:wrap;gap:1.6rem 3rem}
        .controls table{max-width:100%}
        .controls caption{text-align:left;font-weight:600;padding:0 0 .3rem}
        .controls th,.controls td{padding:.2rem 0 .2rem 2rem;text-align:right;font-weight:400}
        .controls tr>:first-child{text-align:left;padding-left:0}
        .controls thead th{color:var(--soft);font-size:.8rem}
        .controls tfoot tr>*{font-weight:650;border-bottom:0;border-top:1px solid var(--faint)}
        .ok,.off{margin-left:.7rem;font-weight:400;font-size:.85em}
        .ok{color:var(--good)}
        .ok::before{content:"✓ "}
        .off{color:var(--bad);font-weight:650}
        .off::before{content:"✗ "}
        @media (max-width:640px){main{padding-top:1.4rem}dl{display:block}dd{margin:0 0 .6rem}
        th,td{padding:.34rem .55rem}.controls th,.controls td{padding-left:1rem}
        .figures{grid-template-columns:repeat(auto-fit,minmax(8.5rem,1fr))}.figures strong{font-size:1.3rem}}
        @media print{@page{size:A4 landscape;margin:12mm}
        :root{color-scheme:light;--paper:#fff;--ink:#000;--soft:#444;--faint:#888;--rule:#ccc;--band:#f2f2f2;
        --accent:#1f4e79;--good:#000;--bad:#000}
        body{font-size:9pt}main{max-width:none;padding:0}nav{display:none}
        .box{overflow:visible;max-height:none;border:0;border-radius:0}
        .box thead th,.box tr>:first-child,.box tfoot tr>*{position:static}
        table{font-size:7.5pt}th,td{padding:.2rem .4rem}tr,.figures li{break-inside:avoid}
        .box tfoot{display:table-row-group}thead{display:table-header-group}
        h2,h3{break-after:avoid}.controls table,dl>div{break-inside:avoid}a{color:inherit;text-decoration:none}}

        """
}
