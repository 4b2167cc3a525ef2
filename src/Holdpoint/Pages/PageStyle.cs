namespace Holdpoint.Pages;

/// <summary>How pages look, in light and in dark; nothing in it comes from outside.</summary>
internal static class PageStyle
{
    /// <summary>The class of a tone.</summary>
    public static string Of(Tone tone) => tone switch
    {
        Tone.Bad => "bad",
        Tone.Warning => "warning",
        Tone.Good => "good",
        _ => "plain",
    };

    /// <summary>Colours are chosen for a contrast of 7 to 1 of text on its ground, and never say anything
    /// alone.</summary>
    public const string Text =
        """
        :root{--ground:#f5f6f8;--card:#ffffff;--ink:#15181d;--faint:#4d5663;--line:#d5d9e0;
        --bad:#fbd9d5;--bad-ink:#5c0f08;--bad-line:#b3261e;
        --warning:#fbe6b8;--warning-ink:#453000;--warning-line:#a36b00;
        --good:#d3edd9;--good-ink:#0b3b1b;--good-line:#2b7a42;
        --plain:#e4e7ec;--plain-ink:#2b313a;--plain-line:#8a93a1;--focus:#0b57d0}
        @media (prefers-color-scheme:dark){:root{--ground:#0f1114;--card:#181b20;--ink:#e8eaee;--faint:#aab2be;
        --line:#343a44;--bad:#5a1812;--bad-ink:#ffdfdb;--bad-line:#ff8a80;
        --warning:#4b3500;--warning-ink:#ffe7b5;--warning-line:#f2b63c;
        --good:#123d20;--good-ink:#cdf3d7;--good-line:#5fc77d;
        --plain:#2a2f37;--plain-ink:#dfe3e9;--plain-line:#79828f;--focus:#8ab4ff}}
        *{box-sizing:border-box}
        body{margin:0;background:var(--ground);color:var(--ink);font:16px/1.45 system-ui,sans-serif}
        main{max-width:72rem;margin:0 auto;padding:1rem}
        h1,h2,h3,p,ul,dl,dd,pre{margin:0}
        h2{font-size:1.1rem;margin:1.75rem 0 .5rem}
        code,pre,.path{font-family:ui-monospace,Menlo,Consolas,monospace;overflow-wrap:anywhere}
        .faint,small{color:var(--faint)}
        .bad{background:var(--bad);color:var(--bad-ink);border-color:var(--bad-line)}
        .warning{background:var(--warning);color:var(--warning-ink);border-color:var(--warning-line)}
        .good{background:var(--good);color:var(--good-ink);border-color:var(--good-line)}
        .plain{background:var(--plain);color:var(--plain-ink);border-color:var(--plain-line)}
        .banner{border-left:.5rem solid;border-color:inherit;border-radius:.5rem;padding:1rem}
        .banner.bad{border-color:var(--bad-line)}
        .banner.warning{border-color:var(--warning-line)}
        .banner.good{border-color:var(--good-line)}
        .banner h1{font-size:1.9rem;line-height:1.15}
        .banner small{color:inherit;font-size:1rem;font-weight:400;margin-left:.75rem}
        .banner pre{white-space:pre-wrap;margin-top:.5rem;font-size:1rem;max-height:9rem;overflow:auto}
        .in{font-size:.9rem;margin-top:.25rem}
        .answers{display:grid;grid-template-columns:repeat(4,1fr);gap:.75rem;margin-top:.75rem}
        .answers>div{border-width:.25rem 0 0;border-style:solid;border-radius:.5rem;padding:.75rem;
        overflow-wrap:anywhere}
        .answers dt{font-size:.85rem}
        .answers strong{display:block;font-size:1.45rem;line-height:1.2;margin:.15rem 0}
        .answers span{font-size:.85rem;display:-webkit-box;-webkit-line-clamp:5;-webkit-box-orient:vertical;
        overflow:hidden}
        .reason,.evidence ul{background:var(--card);border:1px solid var(--line);border-radius:.5rem;
        padding:.75rem 1rem;
        margin-bottom:.5rem;overflow-wrap:anywhere}
        .reason ul,.evidence ul{padding-left:1.25rem}
        .evidence ul{padding-left:2rem;font-size:.9rem}
        .alarm{border-left:.5rem solid;border-radius:.5rem;padding:.6rem 1rem;margin-top:.75rem;font-weight:600;
        overflow-wrap:anywhere}
        .alarm.bad{border-color:var(--bad-line)}
        .safer{border-left:.25rem solid var(--good-line);padding:.25rem .75rem;overflow-wrap:anywhere}
        .key{display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;font-size:.85rem;margin-bottom:.5rem}
        .key i{display:inline-block;width:.9rem;height:.9rem;border-width:1px;border-style:solid;vertical-align:-.1rem;
        margin-right:.35rem}
        .key i.bad,.piece.bad,td.bad{background-image:repeating-linear-gradient(135deg,transparent 0 10px,
        color-mix(in srgb,var(--bad-line) 10%,transparent) 10px 12px)}
        .map,.pieces{list-style:none;padding:0}
        .map{position:relative;width:100%;aspect-ratio:5/2}
        .group{position:absolute;padding:1px}
        .titled .group{padding:2px}
        .group h3{height:1.4rem;font-size:.85rem;line-height:1.4rem;overflow:hidden;white-space:nowrap;
        text-overflow:ellipsis;padding:0 .25rem}
        .pieces{position:relative;width:100%;height:100%}
        .titled .pieces{height:calc(100% - 1.4rem)}
        .piece{position:absolute;border-width:1px;border-style:solid;container-type:size;overflow:hidden;
        background-clip:border-box}
        .label{position:absolute;inset:0;padding:.3rem .4rem;color:inherit;text-decoration:none;overflow:hidden;
        font-size:.85rem;line-height:1.25}
        .label b{display:block;overflow-wrap:anywhere;display:-webkit-box;-webkit-line-clamp:3;
        -webkit-box-orient:vertical;
        overflow:hidden}
        .label span{display:block;overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
        .label .small{font-size:.75rem}
        @container (max-height:5rem){.label .small{display:none}.label b{-webkit-line-clamp:1}}
        @container (max-height:2.6rem){.label span{display:none}.label{padding-top:.1rem}}
        @container (max-height:1.3rem){.label b{display:none}}
        @container (max-width:2.5rem){.label b,.label span{display:none}}
        a:focus-visible,tr:focus-visible{outline:3px solid var(--focus);outline-offset:-3px}
        a.label:hover b{text-decoration:underline}
        table{width:100%;border-collapse:collapse;background:var(--card);border:1px solid var(--line);font-size:.9rem}
        th,td{text-align:left;vertical-align:top;padding:.4rem .6rem;border-top:1px solid var(--line);
        overflow-wrap:anywhere;font-weight:400;min-width:7rem}
        thead th{font-size:.8rem;color:var(--faint);border-top:0}
        tbody th{min-width:13rem;font-weight:600}
        tbody th small{display:block;font-weight:400}
        .system th{background:var(--plain);color:var(--plain-ink)}
        .system small{display:inline;color:inherit}
        td.number{white-space:nowrap}
        td.bad,td.warning,td.good{min-width:9rem}
        .empty{color:var(--faint)}
        tr:target{outline:3px solid var(--focus);outline-offset:-3px}
        @media (max-width:60rem){.answers{grid-template-columns:repeat(2,1fr)}}
        @media (max-width:40rem){main{padding:.6rem}.banner h1{font-size:1.5rem}.banner small{display:block;
        margin:.25rem 0 0}
        .map{aspect-ratio:4/5}.answers{gap:.5rem}.answers>div{padding:.5rem .6rem}.answers strong{font-size:1.15rem}
        .answers span{-webkit-line-clamp:3}
        thead{position:absolute;clip-path:inset(50%);height:1px;overflow:hidden}
        table,tbody,tr,td,tbody th{display:block;min-width:0}
        tr{border-top:2px solid var(--line);padding:.3rem 0}
        tbody th,td{border:0;padding:.15rem .6rem}
        td.empty{display:none}
        td::before{content:attr(data-label);display:block;font-size:.75rem;opacity:.85}
        .more td::before{content:none}}
        @media print{.bad,.warning,.good,.plain,.piece{print-color-adjust:exact;-webkit-print-color-adjust:exact}}

        """;
}
