/** How the site looks: on light and on dark ground, wide, narrow and on paper. */
export const STYLE = `
:root{color-scheme:light dark;--ground:#fff;--raised:#f6f8fa;--line:#d0d7de;--text:#24292f;--quiet:#57606a;--link:#0550ae;
--good:#116329;--bad:#a40e26}
@media(prefers-color-scheme:dark){:root{--ground:#0d1117;--raised:#161b22;--line:#30363d;--text:#e6edf3;--quiet:#9da7b3;
--link:#79c0ff;--good:#7ee787;--bad:#ffa198}}
*{box-sizing:border-box}
[hidden]{display:none!important}
body{margin:0;font:16px/1.55 system-ui,sans-serif;color:var(--text);background:var(--ground);overflow-wrap:break-word}
nav,main{margin:0 auto;max-width:80rem;padding:0 1.25rem}
nav{border-bottom:1px solid var(--line)}
nav ul{display:flex;flex-wrap:wrap;gap:.2rem 1.2rem;list-style:none;margin:0;padding:.7rem 0}
nav a{text-decoration:none}
nav a[aria-current],nav a:hover{text-decoration:underline}
main{padding-bottom:4rem}
main:focus{outline:none}
:focus-visible{outline:2px solid var(--link);outline-offset:1px}
a{color:var(--link)}
h1{font-size:1.7rem;line-height:1.25;margin:1.6rem 0 .8rem}
h2{font-size:1.3rem;margin:2.2rem 0 .6rem;padding-top:.6rem;border-top:1px solid var(--line)}
h3{font-size:1.08rem;margin:1.6rem 0 .4rem}
p,ul,ol{max-width:52rem}
code,pre{font-family:ui-monospace,monospace;font-size:.86em}
code{background:var(--raised);border-radius:4px;padding:.05em .25em;overflow-wrap:anywhere}
pre{padding:.7rem .9rem;border:1px solid var(--line);border-radius:6px;background:var(--raised);overflow-x:auto;line-height:1.45}
pre code{padding:0;background:none;overflow-wrap:normal}
.lines{counter-reset:line}
.lines span{display:block;counter-increment:line;min-height:1.45em}
.lines span::before{content:counter(line);display:inline-block;width:3.2rem;margin-right:1rem;text-align:right;color:var(--quiet)}
.lines span:target{outline:1px solid var(--link)}
.added{color:var(--good)}
.removed{color:var(--bad)}
blockquote{margin:1rem 0;padding:0 1rem;border-left:3px solid var(--line);color:var(--quiet)}
img{max-width:100%;height:auto}
figure{margin:1rem 0;overflow-x:auto}
figcaption,caption,.quiet{color:var(--quiet);font-size:.9rem}
caption{text-align:left;padding-bottom:.3rem}
.wide{overflow-x:auto;margin:.8rem 0}
table{border-collapse:collapse;font-size:.9rem}
.wide table{min-width:100%}
.wide code{overflow-wrap:break-word}
th,td{padding:.35rem .7rem .35rem 0;text-align:left;vertical-align:top;border-bottom:1px solid var(--line)}
td{min-width:5rem}
thead th{color:var(--quiet);vertical-align:bottom}
tbody th{font-weight:normal}
tr:target,:is(h1,h2,h3,h4):target{outline:2px solid var(--link);outline-offset:2px}
.cards{display:grid;grid-template-columns:repeat(auto-fill,minmax(15rem,1fr));gap:.8rem;padding:0;list-style:none;max-width:none}
.cards li{padding:.7rem .9rem;border:1px solid var(--line);border-radius:6px;background:var(--raised)}
.cards p{margin:.2rem 0 0;font-size:.92rem}
#filter{display:flex;flex-wrap:wrap;gap:.4rem 1rem;align-items:center;margin:1rem 0}
#filter p{margin:0}
input,select,button{font:inherit;color:inherit;background:var(--raised);border:1px solid var(--line);border-radius:4px;padding:.2rem .4rem;max-width:100%}
.skip{position:absolute;left:-99rem}
.skip:focus{left:1rem;padding:.5rem;background:var(--ground)}
@media(max-width:78rem){.wide :is(td,th){overflow-wrap:anywhere;min-width:6rem}}
@media(max-width:46rem){body{font-size:15px}nav,main{padding-left:.8rem;padding-right:.8rem}
#filter label{display:grid;grid-template-columns:6rem minmax(0,1fr);width:100%;align-items:center}
.stack :is(table,caption,tbody,tr,th,td){display:block}.stack :is(th,td,code){overflow-wrap:anywhere}
.stack thead{position:absolute;clip-path:inset(50%);width:1px;height:1px;overflow:hidden}
.stack tr{padding:.5rem 0;border-bottom:1px solid var(--line)}.stack tbody th,.stack td{padding:.1rem 0;border:0}
.stack [data-label]::before{content:attr(data-label) ": ";color:var(--quiet)}.stack td:empty{display:none}}
@media print{nav,#filter,.skip{display:none!important}main{max-width:none}a{color:inherit}}
`;
