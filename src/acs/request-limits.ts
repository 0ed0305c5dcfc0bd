import { acsIdentifierModels } from "../../generated/limits.ts";
import type { AcsSchemas } from "./client.ts";

/** What a text has to keep. */
export interface TextLimits {
  readonly maxLength: number;
  readonly pattern?: string;
}

/** What a map of headers has to keep. */
export interface HeaderLimits {
  readonly maxProperties: number;
  /** A name that is not counted. */
  readonly uncounted?: string;
  readonly name: TextLimits;
  readonly value: TextLimits;
}

/** How much of a name stands in a message, in characters. */
const SHOWN = 64;

/** At most one model, and no other kind than that of the model. */
export function brokenByIdentifier(
  place: string,
  identifier: AcsSchemas["CommunicationIdentifierModel"] | undefined,
): string[] {
  const models = acsIdentifierModels.filter((name) => identifier?.[name] !== undefined);
  if (models.length > 1) return [`${place}: at most one model, not ${models.join(" and ")}`];
  const [model] = models;
  if (model === undefined || identifier?.kind === undefined || identifier.kind === model) return [];
  return [`${place}.kind: ${model}, as the model is, or nothing`];
}

/** Number, names and values of headers. */
export function brokenByHeaders(
  place: string,
  headers: Readonly<Record<string, string>> = {},
  { maxProperties, uncounted, name: ofName, value: ofValue }: HeaderLimits,
): string[] {
  const broken: string[] = [];
  const count = Object.keys(headers).filter((name) => name !== uncounted).length;
  const beside = uncounted === undefined ? "" : ` beside ${uncounted}`;
  if (count > maxProperties) broken.push(`${place}: at most ${maxProperties} headers${beside}, not ${count}`);
  for (const [name, value] of Object.entries(headers)) {
    const own = place + member(name);
    broken.push(
      ...brokenByText(own, "a name", name, ofName),
      ...brokenByText(own, "a value", value, ofValue),
    );
  }
  return broken;
}

/** Length and characters of a text. */
export function brokenByText(
  place: string,
  what: string,
  text: string,
  { maxLength, pattern }: TextLimits,
): string[] {
  const broken: string[] = [];
  const length = lengthOf(text);
  if (length > maxLength) broken.push(`${place}: ${what} of at most ${maxLength} characters, not ${length}`);
  if (pattern !== undefined && !new RegExp(pattern, "u").test(text))
    broken.push(`${place}: ${what} that matches ${pattern}`);
  return broken;
}

/** A member of a map, as it would be written in code. */
export function member(name: string): string {
  const shown = lengthOf(name) > SHOWN ? `${Array.from(name).slice(0, SHOWN).join("")}…` : name;
  return `[${JSON.stringify(shown)}]`;
}

/** A character beyond the basic plane counts once, as in JSON Schema. */
function lengthOf(text: string): number {
  return Array.from(text).length;
}
