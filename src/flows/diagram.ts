/** A message from one party to another, in the order of time. */
export interface DiagramStep {
  /** Index of the party that sends. */
  readonly from: number;
  /** Index of the party that receives. */
  readonly to: number;
  readonly label: string;
  /** Drawn dashed: an answer, or what may but need not come. */
  readonly dashed?: boolean;
  /** Makes the message a link. Messages in a row with the same address are one link. */
  readonly href?: string;
}

/** A line across all parties. */
export interface DiagramDivider {
  readonly divider: string;
}

/** A sequence diagram. */
export interface Diagram {
  readonly title: string;
  /** A second line below the title. */
  readonly subtitle?: string;
  readonly parties: readonly string[];
  readonly steps: readonly (DiagramStep | DiagramDivider)[];
}

const MARGIN = 16;
const HEAD = 112;
const ROW = 44;
const CHARACTER = 7.2;
const BOX = 28;

/**
 * Draws a sequence diagram as SVG that stands by itself: no scripts, no fonts and no references, and readable on
 * light and on dark ground.
 */
export function drawDiagram({ title, subtitle = "", parties, steps }: Diagram): string {
  const gap = gapOf(parties, steps);
  const width = Math.ceil(Math.max(gap * parties.length, textWidth(title), textWidth(subtitle)) + MARGIN * 2);
  const x = (party: number) => (width - gap * parties.length) / 2 + gap * (party + 0.5);
  const bottom = HEAD + ROW * steps.length;
  const rows = steps.map((step, index) => {
    const y = HEAD + ROW * (index + 0.7);
    const drawn =
      "divider" in step ? divider(step.divider, width, y) : arrow(step, x(step.from), x(step.to), y);
    const href = hrefOf(step);
    if (href === undefined) return drawn;
    const begins = href === hrefOf(steps[index - 1]) ? "" : `<a href="${escaped(href)}">`;
    const ends = href === hrefOf(steps[index + 1]) ? "" : "</a>";
    return `${begins}<rect class="hit" x="${MARGIN / 2}" y="${y - ROW * 0.6}" width="${width - MARGIN}" height="${ROW}"/>${drawn}${ends}`;
  });
  const links = steps.some((step) => hrefOf(step) !== undefined);
  const heads = parties.map((party, index) => head(party, x(index), bottom));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" role="${links ? "group" : "img"}" aria-label="${escaped(title)}" viewBox="0 0 ${width} ${bottom + MARGIN}" width="${width}" height="${bottom + MARGIN}">`,
    `<title>${escaped(title)}</title>`,
    `<style>${STYLE}${links ? LINKS : ""}</style>`,
    `<text class="title" x="${width / 2}" y="24">${escaped(title)}</text>`,
    `<text x="${width / 2}" y="44">${escaped(subtitle)}</text>`,
    ...heads,
    ...rows,
    "</svg>",
    "",
  ].join("\n");
}

const STYLE =
  "text{font:13px ui-monospace,monospace;text-anchor:middle;fill:#24292f}.title{font-weight:bold}" +
  "rect{fill:#eef2f7;stroke:#57606a}line,path{stroke:#57606a;fill:none}.life{stroke-dasharray:2 4}" +
  ".dashed{stroke-dasharray:6 4}.tip{fill:#57606a;stroke:none}" +
  "@media(prefers-color-scheme:dark){text{fill:#e6edf3}rect{fill:#21262d;stroke:#8b949e}" +
  "line,path{stroke:#8b949e}.tip{fill:#8b949e}}";

/** The whole row of a message can be clicked, not its thin line alone. */
const LINKS = ".hit{fill:transparent;stroke:none}a:hover>.hit,a:focus-visible>.hit{fill:#8883}";

/** Wide enough for every name, and for every label over the parties that it spans. */
function gapOf(parties: Diagram["parties"], steps: Diagram["steps"]): number {
  const widths = [
    ...parties.map((party) => textWidth(party) + 24),
    ...steps.map((step) =>
      "divider" in step
        ? textWidth(step.divider) / parties.length
        : (textWidth(step.label) + 32) / Math.max(1, Math.abs(step.to - step.from)),
    ),
  ];
  return Math.ceil(Math.max(120, ...widths));
}

function head(party: string, x: number, bottom: number): string {
  const width = textWidth(party) + 16;
  return [
    `<line class="life" x1="${x}" y1="${HEAD - 20}" x2="${x}" y2="${bottom}"/>`,
    `<rect x="${x - width / 2}" y="${HEAD - 20 - BOX}" width="${width}" height="${BOX}" rx="4"/>`,
    `<text x="${x}" y="${HEAD - 20 - BOX / 2 + 4.5}">${escaped(party)}</text>`,
  ].join("");
}

function arrow({ label, dashed }: DiagramStep, from: number, to: number, y: number): string {
  const kind = dashed ? ' class="dashed"' : "";
  if (from === to) {
    const loop = `<path${kind} d="M${from} ${y - 8}h24v12h-20"/>`;
    return `${loop}${tip(from + 2, y + 4, -1)}<text x="${from + 40}" y="${y}" style="text-anchor:start">${escaped(label)}</text>`;
  }
  const towards = Math.sign(to - from);
  return [
    `<line${kind} x1="${from}" y1="${y}" x2="${to - towards * 8}" y2="${y}"/>`,
    tip(to, y, towards),
    `<text x="${(from + to) / 2}" y="${y - 7}">${escaped(label)}</text>`,
  ].join("");
}

function hrefOf(step: DiagramStep | DiagramDivider | undefined): string | undefined {
  return step === undefined || "divider" in step ? undefined : step.href;
}

function tip(x: number, y: number, towards: number): string {
  return `<path class="tip" d="M${x} ${y}l${-9 * towards} -5v10z"/>`;
}

function divider(text: string, width: number, y: number): string {
  return [
    `<line class="dashed" x1="${MARGIN}" y1="${y}" x2="${width - MARGIN}" y2="${y}"/>`,
    `<text x="${width / 2}" y="${y - 7}">${escaped(text)}</text>`,
  ].join("");
}

/** The width of a text in the font of the diagram, whose letters are all as wide. */
function textWidth(text: string): number {
  return Array.from(text).length * CHARACTER * 1.1;
}

/** Text as it may stand in XML and HTML, in quoted attributes too. Some characters may not stand there at all. */
export function escaped(text: string): string {
  // Most texts have nothing of the kind.
  if (/^[\t\n\r !#-%'-;=?-~]*$/.test(text)) return text;
  return text
    .replaceAll(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, "\u{FFFD}")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
