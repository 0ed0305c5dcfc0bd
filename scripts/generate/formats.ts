import { fastFormats, fullFormats } from "ajv-formats/dist/formats.js";

/** IMF-fixdate of RFC 9110 §5.6.7, which ACS calls `date-time-rfc1123`. */
const IMF_FIXDATE =
  /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} \d\d:\d\d:\d\d GMT$/;

/**
 * String formats of the specs as regular expressions: code of these needs no run-time package. The full formats
 * where they are expressions, else the fast ones.
 */
export function stringFormats(): Record<string, RegExp> {
  const taken = (["uuid", "uri-reference", "date-time"] as const).map((name): [string, RegExp] => {
    const pattern = [fullFormats[name], fastFormats[name]]
      .map(expressionOf)
      .find((found) => found !== undefined);
    if (!pattern) throw new Error(`The format "${name}" is not a regular expression.`);
    return [name, pattern];
  });
  return { ...Object.fromEntries(taken), "date-time-rfc1123": IMF_FIXDATE };
}

function expressionOf(format: unknown): RegExp | undefined {
  if (format instanceof RegExp) return format;
  if (typeof format !== "object" || format === null || !("validate" in format)) return undefined;
  return format.validate instanceof RegExp ? format.validate : undefined;
}
