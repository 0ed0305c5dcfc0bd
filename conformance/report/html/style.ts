/** How the report looks: on light and on dark ground, wide, narrow and on paper, in the colours of the diagrams. */
export const STYLE = `
:root{color-scheme:light dark;--ground:#fff;--raised:#f6f8fa;--line:#d0d7de;--text:#24292f;--quiet:#57606a;
--link:#0550ae;--good:#116329;--good-ground:#dafbe1;--bad:#a40e26;--bad-ground:#ffebe9;--mild:#7d4e00;--mild-ground:#fff8c5}
@media(prefers-color-scheme:dark){:root{--ground:#0d1117;--raised:#161b22;--line:#30363d;--text:#e6edf3;
--quiet:#9da7b3;--link:#79c0ff;--good:#7ee787;--good-ground:#12261e;--bad:#ffa198;--bad-ground:#33171a;--mild:#e3b341;--mild-ground:#2b2111}}
*{box-sizing:border-box}
[hidden]{display:none!important}
body{margin:0 auto;max-width:78rem;padding:1rem 1.25rem 4rem;font:15px/1.5 system-ui,sans-serif;color:var(--text);
background:var(--ground);overflow-wrap:anywhere}
:focus-visible{outline:2px solid var(--link);outline-offset:1px}
[tabindex="-1"]:focus{outline:none}
code,pre,.time{font-family:ui-monospace,monospace;font-size:13px}
h1,h2,h3,h4,p,ul,ol,dl,dd{margin:0}
ul,ol{padding:0;list-style:none}
h1{font-size:1.35rem}
h2{font-size:1.15rem;margin:2rem 0 .4rem;padding-top:.8rem;border-top:1px solid var(--line)}
h3{font-size:1rem;margin:1.4rem 0 .5rem}
h4{font-size:.95rem}
summary h3,summary h4{display:inline;margin:0}
a{color:var(--link)}
.skip{position:absolute;left:-99rem}
.skip:focus{left:1rem;padding:.5rem;background:var(--ground)}
.quiet,.level,.time,.reason,dt{color:var(--quiet)}
.good{color:var(--good)}
.bad{color:var(--bad)}
.mild{color:var(--mild)}
.lines{white-space:pre-wrap}
.badge{display:inline-block;padding:0 .45rem;border-radius:4px;font-size:.8rem;white-space:nowrap;background:var(--raised);border:1px solid var(--line)}
.badge.good,.mark.good{background:var(--good-ground);border-color:transparent}
.badge.bad,.mark.bad{background:var(--bad-ground);border-color:transparent}
.badge.mild,.mark.mild{background:var(--mild-ground);border-color:transparent}
.verdict{font-size:1rem;font-weight:600}
.totals{display:grid;grid-template-columns:repeat(auto-fit,minmax(8.5rem,1fr));gap:.5rem;margin:.8rem 0}
.totals li{padding:.4rem .7rem;border:1px solid var(--line);border-radius:6px;background:var(--raised)}
.totals b{display:block;font-size:1.4rem;line-height:1.2}
.notes{margin:.6rem 0;padding-left:1.1rem;list-style:disc}
#filter{position:sticky;top:0;z-index:1;display:flex;flex-wrap:wrap;gap:.4rem 1rem;align-items:center;padding:.6rem 0;
margin-top:1rem;background:var(--ground);border-bottom:1px solid var(--line)}
input,select,button{font:inherit;color:inherit;background:var(--raised);border:1px solid var(--line);border-radius:4px;padding:.15rem .4rem;max-width:100%}
button{cursor:pointer}
.legend{display:flex;flex-wrap:wrap;gap:.2rem 1rem;margin-bottom:.6rem}
details{border:1px solid var(--line);border-radius:6px}
details.group,details.trace{margin:.4rem 0}
.checks li+li,.exchanges li+li{margin-top:3px}
summary{padding:.3rem .6rem;cursor:pointer;border-radius:6px}
summary:hover,details[open]>summary{background:var(--raised)}
details[open]>summary{border-bottom:1px solid var(--line);border-radius:6px 6px 0 0}
[id],summary{scroll-margin-top:5rem}
.group>.checks,.exchanges,.features,.wire,.traces{padding:.5rem .6rem}
.features{columns:24rem;font-size:.9rem}
.features span{color:var(--text)}
dl{display:grid;grid-template-columns:7.5rem minmax(0,1fr);gap:.15rem .6rem;padding:.5rem .6rem}
table{border-collapse:collapse;width:100%;font-size:14px}
th,td{padding:.35rem .6rem;text-align:left;vertical-align:top;border-bottom:1px solid var(--line)}
td{overflow-wrap:normal}
thead th{font-size:.85rem;color:var(--quiet);white-space:nowrap}
tbody th{font-weight:normal}
tbody th .text,tbody th .reason,tbody th .id{display:block}
tbody th .level{font-size:.85rem}
tbody th .id{font-size:12px;color:var(--quiet)}
.text code{font-size:12.5px}
.wide{overflow-x:auto}
.wide table{width:auto}
.wide th{white-space:nowrap;overflow-wrap:normal}
.wide td{text-align:right}
.mark{display:inline-block;min-width:1.6rem;margin:0 3px 3px 0;padding:.05rem .3rem;border-radius:4px;border:1px solid var(--line);
text-align:center;text-decoration:none;font-weight:600;background:var(--raised)}
.mark:hover{outline:1px solid currentColor}
tr:target,details:target{outline:2px solid var(--link);outline-offset:2px}
.diagram{overflow-x:auto;padding:.5rem .6rem 0}
.diagram svg{display:block;max-width:max(100%,25rem);height:auto}
pre{margin:0;padding:.5rem .6rem;border-radius:4px;background:var(--raised);white-space:pre-wrap}
pre+pre{margin-top:4px}
@media(max-width:46rem){body{padding:.8rem .7rem 3rem;font-size:14px}
#filter{position:static}[id],summary{scroll-margin-top:.5rem}
#filter label{display:grid;grid-template-columns:5.5rem minmax(0,1fr);width:100%;align-items:center}
dl{grid-template-columns:minmax(0,1fr)}dd+dt{margin-top:.4rem}
.group table,.group tbody,.group tr,.group th,.group td{display:block}
.group thead{position:absolute;clip-path:inset(50%);width:1px;height:1px;overflow:hidden}
.group tr{padding:.4rem .6rem;border-bottom:1px solid var(--line)}
.group tbody th,.group tbody td{padding:.1rem 0;border:0}
.group td[data-version]::before{content:attr(data-version) " ";color:var(--quiet)}}
@media print{body{max-width:none;font-size:11px}#filter,.skip{display:none!important}
.badge,.mark{border-color:var(--line)!important}table{font-size:10px}
[aria-labelledby=requirements] .group::details-content{content-visibility:visible;height:auto}
tr,.checks li{break-inside:avoid}a{color:inherit}}
`;
