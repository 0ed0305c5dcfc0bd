/** How the page looks: on light and on dark ground, wide and narrow, in the colours of the diagrams. */
export const STYLE = `
:root{color-scheme:light dark;--ground:#fff;--raised:#f6f8fa;--line:#d0d7de;--text:#24292f;--quiet:#57606a;
--link:#0550ae;--good:#116329;--good-ground:#dafbe1;--bad:#a40e26;--bad-ground:#ffebe9}
@media(prefers-color-scheme:dark){:root{--ground:#0d1117;--raised:#161b22;--line:#30363d;--text:#e6edf3;
--quiet:#9da7b3;--link:#79c0ff;--good:#7ee787;--good-ground:#12261e;--bad:#ffa198;--bad-ground:#33171a}}
*{box-sizing:border-box}
body{margin:0;display:grid;grid-template:auto 1fr/18rem minmax(0,1fr);min-height:100vh;
font:14px/1.45 system-ui,sans-serif;color:var(--text);background:var(--ground);overflow-wrap:anywhere}
:focus-visible{outline:2px solid var(--link);outline-offset:1px}
main:focus{outline:none}
code,pre,time{font-family:ui-monospace,monospace;font-size:13px}
h1,h2,h3,h4,p,ul,ol,dl,dd{margin:0}
ul,ol.messages{padding:0;list-style:none}
header{grid-column:1/3;display:flex;flex-wrap:wrap;gap:.25rem 1rem;align-items:baseline;padding:.6rem 1rem;
border-bottom:1px solid var(--line);background:var(--raised)}
header p,small,time,dt,.way{color:var(--quiet)}
h1{font-size:1rem}
h2{font-size:1rem}
h2 code{font-size:inherit;font-weight:normal}
h3{font-size:.9rem;margin:1rem 0 .4rem}
h4{font-size:.8rem;margin:.7rem 0 .25rem}
.skip,.hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.skip:focus{width:auto;height:auto;clip-path:none;padding:.5rem;background:var(--ground)}
a{color:var(--link)}
nav{border-right:1px solid var(--line);padding:.6rem}
nav h2{margin:0 .4rem .4rem;font-size:.8rem;color:var(--quiet)}
nav a{display:grid;grid-template-columns:1fr auto;gap:0 .5rem;padding:.35rem .5rem;border-radius:6px;
border-left:3px solid transparent;color:inherit;text-decoration:none}
nav a:hover{background:var(--raised)}
nav a[aria-current]{background:var(--raised);border-color:var(--link)}
nav .state,nav strong{justify-self:end}
nav strong{grid-column:2;font-size:.75rem}
main{padding:.8rem 1rem 3rem}
main>p{margin:.3rem 0 .5rem}
.facts{display:flex;flex-wrap:wrap;gap:.1rem 1.2rem;margin:.2rem 0 .6rem}
.facts div{display:flex;gap:.4rem}
.diagram{overflow-x:auto;margin-top:.5rem}
.diagram svg{display:block;max-width:max(100%,25rem);height:auto}
details{border:1px solid var(--line);border-radius:6px}
.messages li+li{margin-top:4px}
summary{padding:.3rem .6rem;cursor:pointer;border-radius:6px}
summary:hover{background:var(--raised)}
details[open]>summary{border-bottom:1px solid var(--line);border-radius:6px 6px 0 0;background:var(--raised)}
details>pre,.wire{margin:.5rem .6rem .7rem}
.wire ul{padding-left:1.2rem;list-style:disc}
pre{margin:0;padding:.5rem .6rem;border-radius:4px;background:var(--raised);white-space:pre-wrap}
.badge{display:inline-block;padding:0 .4rem;border-radius:4px;font-size:.8rem;background:var(--raised);border:1px solid var(--line)}
.good{color:var(--good)}
.bad{color:var(--bad)}
.badge.good{background:var(--good-ground);border-color:transparent}
.badge.bad{background:var(--bad-ground);border-color:transparent}
.violation{display:grid;grid-template-columns:auto minmax(0,1fr);gap:0 .7rem;padding:.4rem .6rem;
border-left:3px solid var(--bad);background:var(--bad-ground);border-radius:0 4px 4px 0}
.violation+.violation{margin-top:4px}
@media(max-width:46rem){body{grid-template:auto auto 1fr/minmax(0,1fr)}header{grid-column:1}
nav{border-right:0;border-bottom:1px solid var(--line);max-height:35vh;overflow-y:auto}main{padding-inline:.6rem}}
@media print{nav,.skip{display:none}}
`;
