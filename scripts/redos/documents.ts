import type { Pattern } from "./pattern.ts";

/**
 * Finds the patterns of a document, OpenAPI or JSON Schema: the values of `pattern` and the names in `patternProperties`.
 * They are read with the flag `u`, as JSON Schema says.
 */
export function patternsInDocument(file: string, document: unknown): Pattern[] {
  const found: Pattern[] = [];
  const search = (value: unknown, pointer: string): void => {
    if (typeof value !== "object" || value === null) return;
    for (const [name, member] of Object.entries(value)) {
      const at = `${pointer}/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`;
      if (name === "pattern" && typeof member === "string")
        found.push({ source: member, flags: "u", at: `${file}#${at}` });
      if (name === "patternProperties" && typeof member === "object" && member !== null)
        for (const source of Object.keys(member)) found.push({ source, flags: "u", at: `${file}#${at}` });
      search(member, at);
    }
  };
  search(document, "");
  return found;
}
