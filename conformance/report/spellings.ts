/** A text without escapes, and where in the original its letters come from. */
export interface Plain {
  readonly text: string;
  /** The index in the original of a letter, or of the end. */
  readonly indexOf: (index: number) => number;
}

/** How JSON, addresses and HTML write a letter, each also when it is written by itself once more. */
const ESCAPED =
  /\\+u\{0*([0-9a-f]{1,6})\}|\\+u([0-9a-f]{4})|\\+x([0-9a-f]{2})|%(?:25)*([0-9a-f]{2})|&(?:amp;)*#x0*([0-9a-f]{1,6});|&(?:amp;)*#0*(\d{1,7});|&(?:amp;)*(amp|lt|gt|quot|apos);|\\+(["'\\/])/gi;

const ENTITIES: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

/** Escapes within escapes, such as a percent sign that is escaped itself. Nobody writes more by chance. */
const MAX_ROUNDS = 6;

/** Undoes every escape, so that the same secret is the same text however it is written. */
export function withoutEscapes(original: string): Plain {
  let plain: Plain = { text: original, indexOf: (index) => index };
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const { text, indexOf } = plain;
    if (!/[\\%&]/.test(text)) break;
    const next = unescapedOnce(text);
    if (next.text === text) break;
    plain = { text: next.text, indexOf: (index) => indexOf(next.indexOf(index)) };
  }
  return plain;
}

function unescapedOnce(original: string): Plain {
  // After each escape: where what follows it begins, in the plain text and in the original.
  const begins: [number, number][] = [[0, 0]];
  let text = "";
  let done = 0;
  for (const match of original.matchAll(ESCAPED)) {
    text += original.slice(done, match.index);
    begins.push([text.length, match.index]);
    text += letterOf(match) ?? match[0];
    done = match.index + match[0].length;
    begins.push([text.length, done]);
  }
  text += original.slice(done);
  return { text, indexOf: (index) => originOf(begins, index) };
}

function letterOf([, braced, unit, byte, percent, hex, decimal, entity, sign]: RegExpExecArray):
  | string
  | undefined {
  if (sign !== undefined) return sign;
  if (entity !== undefined) return ENTITIES[entity.toLowerCase()];
  const code =
    decimal === undefined
      ? Number.parseInt(braced ?? unit ?? byte ?? percent ?? hex ?? "", 16)
      : Number(decimal);
  return code <= 0x10_ff_ff ? String.fromCodePoint(code) : undefined;
}

/** The last place that begins at or before an index, and as far behind it. */
function originOf(begins: readonly (readonly [number, number])[], index: number): number {
  let low = 0;
  let high = begins.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((begins[middle]?.[0] ?? 0) <= index) low = middle;
    else high = middle - 1;
  }
  const [at, from] = begins[low] ?? [0, 0];
  return from + index - at;
}

/** The texts that give a secret away: itself, and what it is in base64, at whatever place of what was encoded. */
export function spellingsOf(secret: string): string[] {
  const bytes = Buffer.from(secret, "utf8");
  const encoded = [0, 1, 2].map((before) => {
    const text = Buffer.concat([Buffer.alloc(before), bytes])
      .toString("base64")
      .replaceAll("=", "");
    // Letters at both ends depend on what stands beside the secret.
    const from = Math.ceil((before * 8) / 6);
    const to = Math.floor(((before + bytes.length) * 8) / 6);
    return text.slice(from, to);
  });
  // Addresses escape byte by byte, of which letters beyond ASCII have several.
  const byBytes = bytes.toString("latin1");
  // A key is base64 already, and is written without padding too, or as base64url.
  return [secret, byBytes, secret.replace(/={1,2}$/, ""), ...encoded].flatMap((text) => [
    text,
    urlSafe(text),
  ]);
}

function urlSafe(base64: string): string {
  return base64.replaceAll("+", "-").replaceAll("/", "_");
}
