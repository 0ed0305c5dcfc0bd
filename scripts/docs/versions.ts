import { spawn } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { listVersions, redoclyCli } from "../generate/document.ts";
import { isRecord } from "../examples/shape.ts";

/** A page that Redocly makes of an OpenAPI document. */
export interface Reference {
  /** Such as `acs@2026-03-12`, or `simulator`. */
  readonly name: string;
  readonly service: string;
  readonly apiVersion: string;
  /** The document, relative to the root of the repository. */
  readonly document: string;
  /** Relative to the root of the site. */
  readonly path: string;
  /** What the document says that it is. */
  readonly title: string;
  /** Operations and webhooks, as the document names them. */
  readonly operations: readonly string[];
}

/** Every version, oldest first within its service, and the simulator's own API. */
export function listReferences(root: string): Reference[] {
  const versions = listVersions(root).map(({ service, apiVersion }) => ({
    name: `${service}@${apiVersion}`,
    service,
    apiVersion,
    document: `generated/${service}/${apiVersion}/openapi.json`,
    path: `versions/${service}-${apiVersion}.html`,
  }));
  const simulator = {
    name: "simulator",
    service: "simulator",
    apiVersion: "",
    document: "generated/simulator/openapi.json",
    path: "versions/simulator.html",
  };
  return [...versions, simulator].map((reference) => ({ ...reference, ...read(root, reference.document) }));
}

function read(root: string, path: string): { title: string; operations: string[] } {
  const document: unknown = JSON.parse(readFileSync(join(root, path), "utf8"));
  const info = isRecord(document) && isRecord(document["info"]) ? document["info"] : {};
  const items = ["paths", "webhooks"].flatMap((part) =>
    isRecord(document) && isRecord(document[part]) ? Object.values(document[part]) : [],
  );
  const operations = items
    .filter(isRecord)
    .flatMap((item) => Object.values(item))
    .filter(isRecord)
    .flatMap(({ operationId }) => (typeof operationId === "string" ? [operationId] : []));
  return { title: typeof info["title"] === "string" ? info["title"] : path, operations };
}

/**
 * Builds the pages, two at a time, each complete by itself.
 *
 * @throws Error with what Redocly says, for a document that it cannot make a page of
 */
export async function buildReferences(
  root: string,
  folder: string,
  references: readonly Reference[],
): Promise<void> {
  const waiting = [...references];
  const work = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) await build(root, folder, next);
  };
  await Promise.all([work(), work()]);
}

async function build(
  root: string,
  folder: string,
  { document, path, title, name }: Reference,
): Promise<void> {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  const output = await run(root, [
    "build-docs",
    document,
    "--inlineBundle",
    "--title",
    `${title} · ${name}`,
    "--output",
    file,
  ]);
  if (output !== undefined) throw new Error(`${document} cannot be turned into a page:\n${output}`);
  writeFileSync(file, withinSite(readFileSync(file, "utf8"), document));
}

/** What the command says where it fails; `undefined` where it does not. */
function run(root: string, args: readonly string[]): Promise<string | undefined> {
  const env = { ...process.env, REDOCLY_TELEMETRY: "off", REDOCLY_SUPPRESS_UPDATE_NOTICE: "true" };
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [redoclyCli(), ...args], { cwd: root, env });
    let output = "";
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding("utf8").on("data", (text: string) => {
        output += text;
      });
    child.on("error", reject);
    child.on("close", (code) => resolve(code === 0 ? undefined : output));
  });
}

const LOGO = /https:\/\/cdn\.redoc\.ly\/redoc\/logo-mini(?:-full)?\.svg/g;

const POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:; font-src data:; worker-src blob:; base-uri 'none'; form-action 'none'";

/**
 * The menu's links name paths of a server, which a page that is opened as a file does not have. The router takes a
 * fragment for the same, so that a link may also be opened in another window or copied.
 */
const FRAGMENTS = `const put=()=>{for(const a of document.querySelectorAll('a[href^="/"]'))a.setAttribute("href","#"+a.getAttribute("href"))};
put();new MutationObserver(put).observe(document.body,{subtree:true,childList:true,attributes:true,attributeFilter:["href"]});`;

const BAR = `<nav aria-label="Site" style="padding:.5rem 1.2rem;font:15px system-ui,sans-serif;background:#24292f"><a href="../index.html" style="color:#fff">call-handoff</a></nav>`;

/** Titles wrap between words, above their button. The logo is not there, so its badge says whose it was. */
const STYLE = `div:has(>div>h1[data-component-name]){flex-wrap:wrap;row-gap:.6rem}div:has(>h1[data-component-name]){flex:1 0 100%!important}
h1[data-component-name]{font-size:1.6rem!important;line-height:1.3!important;word-break:normal!important;text-wrap:balance;overflow-wrap:break-word!important}
a[href="https://redocly.com/redoc/"] img{display:none}a[href="https://redocly.com/redoc/"]{font-size:.75rem;white-space:nowrap}a[href="https://redocly.com/redoc/"]::after{content:"Redocly"}`;

/**
 * Puts a page of Redocly into the site: with a way back, and without what would be asked of other servers.
 *
 * @throws Error where the page is not of the form that this was written for
 */
export function withinSite(html: string, name: string): string {
  const policy = `<meta http-equiv="Content-Security-Policy" content="${POLICY}">\n  <link rel="icon" href="data:,">\n  <style>${STYLE}</style>`;
  const replaced = html
    .replaceAll(LOGO, "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='1' height='1'/%3E")
    .replace('<meta charset="utf8" />', `<meta charset="utf-8">\n  ${policy}`)
    .replace(/<body>/, `<body>\n${BAR}`);
  const end = replaced.lastIndexOf("</body>");
  if (!replaced.includes(policy) || !replaced.includes(BAR) || end < 0)
    throw new Error(
      `The page of ${name} has another form than Redocly used to give it: see scripts/docs/versions.ts.`,
    );
  return `${replaced.slice(0, end)}<script>${FRAGMENTS}</script>\n${replaced.slice(end)}`;
}
