import { fastFormats } from "ajv-formats/dist/formats.js";

/** IMF-fixdate of RFC 9110 §5.6.7, which ACS calls `date-time-rfc1123`. */
const IMF_FIXDATE =
  /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} \d\d:\d\d:\d\d GMT$/;

/** String formats of the specs as regular expressions: code of these needs no run-time package. */
export function stringFormats(): Record<string, RegExp> {
  const taken = Object.fromEntries(
    (["uuid", "uri", "uri-reference", "date-time"] as const).map((name) => {
      const format = fastFormats[name];
      const pattern = typeof format === "object" && "validate" in format ? format.validate : format;
      if (!(pattern instanceof RegExp)) throw new Error(`The format "${name}" is not a regular expression.`);
      return [name, pattern] as const;
    }),
  );
  return { ...taken, "date-time-rfc1123": IMF_FIXDATE };
}
