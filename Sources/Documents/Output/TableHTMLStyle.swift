/// The style sheet of report pages: the ink, rules, accent and type of the shipped documents
/// (`Templates/shipped/partials/page-head.html.liquid`).
enum TableHTMLStyle {
    static let sheet: StaticString = """
        :root{color-scheme:light dark;--accent:#1f4d3f;--ink:#1c2220;--muted:#5b6561;--rule:#d8dedb;
        --strong:#1c2220;--sheet:#fff;--band:#f3f5f4;--shade:rgba(28,34,32,.16);--good:#1d6b43;--bad:#a3261f;
        --c0:#1f4d3f;--c1:#d79a35;--c2:#b5d3c7;--c3:#b0613f;--edge:#6d8a7e}
        @media screen and (prefers-color-scheme:dark){:root{--accent:#9cc9b5;--ink:#e7ebe9;--muted:#a3ada9;
        --rule:#3a423f;--strong:#8d9994;--sheet:#1b201e;--band:#242a28;--shade:rgba(0,0,0,.6);--good:#7fd0a4;--bad:#f2958b;
        --c0:#8cc4ac;--c1:#c08432;--c2:#4a6a5e;--c3:#e6d3ae;--edge:#7f9c90}}
        *{box-sizing:border-box}
        html{-webkit-text-size-adjust:100%}
        body{margin:0;background:var(--sheet);color:var(--ink);border-top:4px solid var(--accent);
        font:14px/1.45 -apple-system,"Segoe UI",Roboto,"Helvetica Neue","Liberation Sans",Arial,"Hiragino Sans",
        "Yu Gothic","Noto Sans CJK JP",sans-serif;font-variant-numeric:tabular-nums;overflow-wrap:break-word}
        main{max-width:1600px;margin:0 auto;padding:36px clamp(18px,3vw,48px) 56px}
        h1,h2,h3,p,ul,dl,dd{margin:0;padding:0}
        h1{font-size:28px;line-height:1.15;font-weight:600;letter-spacing:-.01em;color:var(--accent)}
        h2{font-size:20px;line-height:1.25;font-weight:600;letter-spacing:-.005em;margin-top:52px;
        padding-top:18px;border-top:1px solid var(--rule)}
        h3{font-size:14px;line-height:1.35;font-weight:600;margin:26px 0 8px}
        .period{color:var(--muted);margin-top:4px}
        .figures{display:grid;grid-template-columns:repeat(auto-fill,minmax(200px,1fr));gap:22px 32px;
        list-style:none;margin-top:26px}
        .figures li{border-top:1.5px solid var(--strong);padding-top:8px;display:flex;flex-direction:column}
        .figures span,.figures small{color:var(--muted);font-size:12.5px;line-height:1.4}
        .figures .wide{grid-column:span 2}
        .figures strong{font-size:25px;line-height:1.3;font-weight:600;letter-spacing:-.01em;
        overflow-wrap:anywhere}
        .figures a{color:inherit;text-decoration:none}.figures a:hover,svg a:hover text{text-decoration:underline}
        .good strong{color:var(--good)}
        .bad strong{color:var(--bad)}
        .lead{margin-top:22px;max-width:95ch}
        .lead p+p{margin-top:4px}
        .lead span{white-space:nowrap}
        .charts{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,330px),1fr));gap:30px 44px;
        margin-top:30px}
        figure{margin:0;max-width:560px}
        figcaption{font-weight:600;font-size:13px;margin-bottom:6px}
        figure p{color:var(--muted);font-size:12px;margin-top:4px}
        figure svg{display:block;width:100%;height:auto;font-size:11.5px}
        figure text{fill:var(--muted)}
        .e{text-anchor:end}.m{text-anchor:middle}figure .v{fill:var(--ink)}
        .axis{stroke:var(--rule);stroke-width:1;fill:none}
        .goal{stroke:var(--strong);stroke-width:1;stroke-dasharray:2 3;fill:none}
        .f0{fill:var(--c0)}.f1{fill:var(--c1)}.f2{fill:var(--c2);stroke:var(--edge);stroke-width:.6}
        .f3{fill:var(--c3)}
        .l0,.l1,.l2,.l3{fill:none;stroke-width:2;stroke-linejoin:round;stroke-linecap:round}
        .l0{stroke:var(--c0);stroke-width:2.5}.l1{stroke:var(--c1);stroke-dasharray:7 4}
        .l2{stroke:var(--c3);stroke-width:1.5}.l3{stroke:var(--muted);stroke-dasharray:2 4}
        .dot{stroke-width:7;stroke-dasharray:none}
        .legend{display:flex;flex-wrap:wrap;gap:2px 16px;margin:0 0 6px}
        figure .legend{margin-top:0}
        .legend span::before{content:"";display:inline-block;width:10px;height:10px;margin-right:6px;
        background:var(--c0)}
        .legend .c1::before{background:var(--c1)}.legend .c2::before{background:var(--c2)}
        .legend .c3::before{background:var(--c3)}.legend .c2::before{box-shadow:inset 0 0 0 1px var(--edge)}
        .legend.lines span::before{width:20px;height:0;background:none;box-shadow:none;vertical-align:middle;
        border-top:2.5px solid var(--c0)}.legend.lines .c1::before{border-top:2px dashed var(--c1)}
        .legend.lines .c2::before{border-top:1.5px solid var(--c3)}
        .legend.lines .c3::before{border-top:2px dotted var(--muted)}
        nav{display:flex;flex-wrap:wrap;gap:4px 22px;margin-top:22px;font-size:13px}
        a{color:var(--accent);text-underline-offset:.18em;text-decoration-thickness:1px}
        .box{overflow:auto;width:fit-content;max-width:100%;max-height:min(86vh,1000px);margin-top:22px;
        background:linear-gradient(270deg,var(--sheet) 40%,transparent) 100% 0/44px 100% no-repeat local,
        linear-gradient(0deg,var(--sheet) 40%,transparent) 0 100%/100% 44px no-repeat local,
        linear-gradient(270deg,var(--shade),transparent) 100% 0/12px 100% no-repeat scroll,
        linear-gradient(0deg,var(--shade),transparent) 0 100%/100% 12px no-repeat scroll}
        h3+.box,.period+.box{margin-top:10px}
        .box:focus-visible,a:focus-visible{outline:2px solid var(--accent);outline-offset:3px}
        table{border-collapse:separate;border-spacing:0;font-size:13px;line-height:1.4}
        th,td{padding:6px 10px;text-align:left;vertical-align:top;white-space:nowrap;
        border-bottom:1px solid var(--rule)}
        th{font-weight:600}
        .box tr>:first-child{position:sticky;left:0;z-index:1;background:var(--sheet);padding-left:0}
        .box tr>:last-child{padding-right:2px}
        .box thead th,.box thead tr>:first-child{position:sticky;top:0;z-index:2;background:var(--sheet);
        font-size:11.5px;line-height:1.3;vertical-align:bottom;white-space:normal;
        border-bottom:1.5px solid var(--strong)}
        .box thead tr>:first-child{z-index:3}
        .box tbody tr:hover>*,.box tbody tr:target>*{background:var(--band)}
        tr[id]{scroll-margin:64px 0}.box tr:target>:first-child{box-shadow:inset 3px 0 var(--accent);padding-left:8px}
        .box tbody td:empty::before{content:"–";color:var(--muted);opacity:.6}
        .box tbody tr:last-child>*{border-bottom:0}
        .box tfoot{position:sticky;bottom:0;z-index:3}
        .box tfoot tr>*{font-weight:600;border-bottom:0;background:var(--sheet)}
        .box tfoot tr:first-child>*{border-top:1.5px solid var(--strong)}
        .rest,.note,.none{color:var(--muted);font-size:12.5px;margin-top:10px;max-width:80ch}
        .none{margin-top:18px}
        dl{display:grid;grid-template-columns:minmax(130px,max-content) 1fr;gap:4px 24px;font-size:12.5px;
        max-width:110ch}
        dt{font-weight:600}
        dd{color:var(--muted)}
        .controls{display:flex;flex-wrap:wrap;gap:24px 48px;align-items:flex-start}
        .controls table{font-size:12.5px}
        .controls caption{text-align:left;padding-bottom:4px;white-space:nowrap}
        .controls th,.controls td{padding:3px 0 3px 28px;text-align:right;font-weight:400}
        .controls tr>:first-child{text-align:left;padding-left:0}
        .controls thead th{color:var(--muted);font-size:11.5px}
        .controls tbody tr:last-child>*{border-bottom:0}
        .controls tfoot tr>*{font-weight:600;border-bottom:0;border-top:1.5px solid var(--strong)}
        code{font:inherit;white-space:nowrap;background:var(--band);border-radius:2px;padding:1px 4px;
        margin:0 -1px}
        #print-all,label[for=print-all]{font-size:12.5px;color:var(--muted);vertical-align:middle}
        #print-all{margin:14px 6px 0 0;accent-color:var(--accent)}label[for=print-all]{position:relative;top:7px}
        .on-paper{display:none}
        .ok,.off{margin-left:12px}
        .ok{color:var(--good)}
        .ok::before{content:"✓ "}
        .off{color:var(--bad);font-weight:600}
        .off::before{content:"✗ "}
        @media screen and (max-width:640px){main{padding-top:24px}h1{font-size:24px}dl{display:block}
        dd{margin-bottom:8px}th,td{padding:6px 8px}.controls caption{white-space:normal}.controls table{min-width:210px}
        .controls th,.controls td{padding-left:14px}
        .controls tr>:first-child{white-space:normal}
        .figures{grid-template-columns:repeat(auto-fill,minmax(130px,1fr));gap:18px 22px}
        .figures strong{font-size:21px}}
        @page{size:A4 landscape;margin:13mm 13mm 15mm;
        @bottom-right{content:counter(page) " / " counter(pages);font:8pt sans-serif;color:#5b6561}}
        @media print{:root{color-scheme:light}
        #print-all,label[for=print-all],#print-all:not(:checked)~section .cut tbody tr:not(.p),
        #print-all:not(:checked)~section .off-paper,#print-all:not(:checked)~section .on-screen{display:none}
        #print-all:not(:checked)~section .on-paper{display:block}.lead p+p{margin-top:2pt}
        code{background:none;border:.4pt solid var(--rule);padding:0 2pt}
        body{border:0;font-size:9pt}main{max-width:none;padding:0}nav{display:none}
        h1{font-size:17pt}h2{font-size:13pt;margin-top:22pt;padding-top:8pt}h3{font-size:9.5pt;margin:12pt 0 4pt}
        .figures{grid-template-columns:repeat(6,1fr);gap:8pt 14pt;margin-top:10pt}.figures strong{font-size:14pt}
        .figures span,.figures small{font-size:7.5pt}.lead{margin-top:10pt;max-width:none}
        .box{overflow:visible;max-height:none;margin-top:10pt}
        .box{background:none}
        .box tfoot,.box tr>:first-child,.box thead th,.box thead tr>:first-child{position:static}
        .rest,.note,dl{font-size:8pt;max-width:none}dl{gap:2pt 18pt}.rest{margin-top:6pt}
        .controls thead th{font-size:6.8pt}
        table,.controls table{font-size:7.5pt}th,td{padding:2pt 5pt}
        .box thead th,.box thead tr>:first-child{font-size:6.8pt}
        thead{display:table-header-group}.box tfoot{display:table-row-group}
        tr,.figures li,.controls table,dt,figure{break-inside:avoid}
        .charts{grid-template-columns:repeat(3,1fr);gap:10pt 20pt;margin-top:10pt}
        figure,.legend{print-color-adjust:exact;-webkit-print-color-adjust:exact}figcaption{font-size:8pt}
        figure p{font-size:7pt}
        h2,h3,caption,.period{break-after:avoid}dt{break-after:avoid}a{color:inherit;text-decoration:none}}

        """
}
