/** An element with what stands in it. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: XmlElement[];
  text: string;
}

const BEGINNING = '<?xml version="1.0" encoding="UTF-8"?>\n';

/**
 * Reads XML of elements, attributes and text, and takes nothing else. Line ends are as XML has them: a carriage return
 * has to be written as a reference.
 *
 * @throws Error for what is not well-formed
 */
export function parseXml(xml: string): XmlElement {
  if (!xml.startsWith(BEGINNING)) throw new Error("It does not begin as XML does.");
  const root: XmlElement = { name: "", attributes: {}, children: [], text: "" };
  const open = [root];
  for (const part of xml.slice(BEGINNING.length).match(/<[^<>]*>|[^<]+/g) ?? []) {
    const here = open.at(-1) ?? root;
    const tag = /^<([\w-]+)((?: [\w-]+="[^"]*")*)(\/?)>$/.exec(part);
    if (tag) {
      const element: XmlElement = {
        name: tag[1] ?? "",
        attributes: attributesOf(tag[2] ?? ""),
        children: [],
        text: "",
      };
      here.children.push(element);
      if (tag[3] === "") open.push(element);
    } else if (part === `</${here.name}>`) open.pop();
    else here.text += decoded(part);
  }
  const [first] = root.children;
  if (!first || root.children.length !== 1 || open.length !== 1) throw new Error("There has to be one root.");
  return first;
}

function attributesOf(text: string): Record<string, string> {
  const pairs = [...text.matchAll(/ ([\w-]+)="([^"]*)"/g)].map(
    ([, name = "", value = ""]) => [name, value] as const,
  );
  if (new Set(pairs.map(([name]) => name)).size < pairs.length)
    throw new Error(`An attribute stands twice: ${text}`);
  // A parser makes a blank of each.
  return Object.fromEntries(pairs.map(([name, value]) => [name, decoded(value.replaceAll(/[\t\n]/g, " "))]));
}

const ENTITIES: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"' };

function decoded(text: string): string {
  const [wrong] =
    /[^\t\n\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]|[<]|&(?!(?:amp|lt|gt|quot|#\d+);)|\]\]>/u.exec(
      text,
    ) ?? [];
  if (wrong !== undefined) throw new Error(`${JSON.stringify(wrong)} may not stand in XML: ${text}`);
  return text.replaceAll(/&(?:#(\d+)|(\w+));/g, (_, code: string | undefined, name: string) =>
    code === undefined ? (ENTITIES[name] ?? "") : String.fromCharCode(Number(code)),
  );
}
