import { sensitiveMembers } from "../../generated/operations.ts";

const REDACTED = "(redacted)";

/** Headers that let somebody act in another's name. A part of the name decides, as every product has its own prefix. */
const SECRET_HEADER =
  /token|secret|password|signature|authorization|cookie|api-?key|subscription-key|functions-key|x-ms-content-sha256/i;

const ADDRESS_HEADER = /^referr?er$|^(?:.*-)?location$/i;

/**
 * An escape of a letter, of a digit or of what begins an escape: how a name is written so that a search for it fails.
 * Encoders escape none of these, so that texts with other escapes stay on the quick way.
 */
const ESCAPE = String.raw`\\(?:u00|u\{0*|x)(?:25|3\d|[46][1-9a-f]|5[\dac]|7[\dab])|%(?:25)*(?:3\d|[46][1-9a-f]|5[\da]|7[\da])`;

const SECRET = sensitiveMembers.join("|");
const ADDRESS = "callbackur[il]";

/** A part of the name is enough: a secret is not to survive because of a blank or a prefix. */
const SECRET_NAME = new RegExp(SECRET, "i");
const ADDRESS_NAME = new RegExp(`${ADDRESS}$`, "i");
const SUSPICIOUS = new RegExp(`${SECRET}|${ADDRESS}|${ESCAPE}`, "i");
const SUSPICIOUS_ADDRESS = new RegExp(`${SECRET}|${ESCAPE}`, "i");

/** What an address, a query or their escapes cannot do without. */
const ANY_ADDRESS = /[?=%\\]|\/\//;

/** A name and nothing else, as errors give it for what they are about: there is no room for a secret in it. */
const ONLY_A_NAME = new RegExp(`^(?:${SECRET}|[a-z]{0,40}${ADDRESS})$`, "i");

/** How deep a body is looked into. What is deeper is redacted, as `JSON.stringify` would run out of stack. */
const MAX_DEPTH = 500;

/** How many JSON texts within each other are looked into. */
const MAX_LEVEL = 4;

/** How many members, items and parameters of a suspicious body are looked into; no honest one comes near. */
const MAX_PARTS = 20_000;

/** How many suspicious strings of a body are looked into: each that is no JSON costs an exception. */
const MAX_EMBEDDED = 500;

/** What is longer is no address: servers refuse less. */
const MAX_ADDRESS = 32_768;

/** What an address without a scheme or host is relative to; it is never shown. */
const BASE = "http://localhost";

/** A scheme with its slashes, or slashes alone, in every spelling that URL parsers put up with. */
const BEFORE_AUTHORITY = /^(?:[^/\\?#@]*:\s*[/\\][/\\\s]*|[/\\\s]{2,})?/;

/** Headers without the values that would let somebody act in the caller's name. */
export function redactHeaders(headers: Iterable<readonly [string, string]>): Record<string, string> {
  const redacted: [string, string][] = [];
  for (const [name, value] of headers) {
    if (SECRET_HEADER.test(name)) redacted.push([name, REDACTED]);
    else redacted.push([name, ADDRESS_HEADER.test(name) ? redactUrl(value) : value]);
  }
  return Object.fromEntries(redacted);
}

/**
 * A body without the values of members that hold secrets and without the queries of callback addresses, at whatever
 * depth and however they are spelled. A suspicious text that is no JSON is not given at all. A text in which there is
 * nothing to hide comes back as it is.
 */
export function redactBody(text: string): string {
  return SUSPICIOUS.test(text) ? redactText(text, { parts: 0, embedded: 0, level: 0 }) : text;
}

/** How much has been looked into, so that a hostile body cannot take long. */
interface Effort {
  parts: number;
  embedded: number;
  level: number;
}

function redactText(text: string, effort: Effort): string {
  const written = measure(text);
  effort.parts += written.parts;
  if (effort.parts > MAX_PARTS) return `${REDACTED} ${text.length} characters, too many to look into`;
  const holder: unknown[] = [];
  try {
    holder.push(JSON.parse(text));
  } catch {
    // The name of an address alone, as in a pointer or a sentence, hides nothing: there is no address beside it.
    if (!SUSPICIOUS_ADDRESS.test(text) && !ANY_ADDRESS.test(text)) return text;
    return `${REDACTED} ${text.length} characters that are no JSON`;
  }
  const { changed, members } = redactWithin(holder, effort);
  // Of members of the same name the parser keeps the last, so the text may hold secrets that the value does not.
  return changed || members !== written.members ? JSON.stringify(holder[0]) : text;
}

/** Redacts in place, layer by layer, as recursion would run out of stack. Says how many members there are. */
function redactWithin(root: object, effort: Effort): { changed: boolean; members: number } {
  let changed = false;
  let members = 0;
  let layer = [root];
  for (let depth = 0; layer.length > 0; depth++) {
    const below: object[] = [];
    const visit = (parent: object, key: string | number, value: unknown) => {
      const redacted =
        typeof key === "number" ? redactValue(value, effort) : redactMember(key, value, effort);
      const isObject = typeof redacted === "object" && redacted !== null;
      const shown = isObject && depth >= MAX_DEPTH ? REDACTED : redacted;
      if (shown !== value) changed = Reflect.set(parent, key, shown);
      else if (isObject) below.push(redacted);
    };
    for (const parent of layer) {
      if (Array.isArray(parent)) {
        for (let index = 0; index < parent.length; index++) visit(parent, index, parent[index]);
      } else {
        for (const [name, value] of Object.entries(parent)) {
          members++;
          visit(parent, name, value);
        }
      }
    }
    layer = below;
  }
  return { changed, members };
}

function redactMember(name: string, value: unknown, effort: Effort): unknown {
  if (SECRET_NAME.test(name)) return REDACTED;
  if (!ADDRESS_NAME.test(name)) return redactValue(value, effort);
  // An address is a string. What else holds characters here is not known to be harmless.
  if (typeof value === "object" && value !== null) return REDACTED;
  if (typeof value !== "string") return value;
  const address = redactUrl(value);
  return SUSPICIOUS_ADDRESS.test(address) ? redactEmbedded(address, effort) : address;
}

function redactValue(value: unknown, effort: Effort): unknown {
  if (typeof value !== "string" || !SUSPICIOUS.test(value) || ONLY_A_NAME.test(value)) return value;
  return redactEmbedded(value, effort);
}

/** A suspicious string, which may be a JSON text of its own. */
function redactEmbedded(text: string, effort: Effort): string {
  if (effort.level >= MAX_LEVEL || effort.embedded >= MAX_EMBEDDED) return REDACTED;
  effort.embedded++;
  effort.level++;
  const redacted = redactText(text, effort);
  effort.level--;
  return redacted;
}

/** What a JSON text writes down: its members, and all that takes time to look into. Known before it is parsed. */
function measure(json: string): { members: number; parts: number } {
  let members = 0;
  let parts = 0;
  let isInString = false;
  for (let index = 0; index < json.length; index++) {
    const char = json[index];
    if (char === '"') isInString = !isInString;
    else if (isInString) {
      if (char === "\\") index++;
      else if (char === "&" || char === ";" || char === "?") parts++;
    } else if (char === ":") members++;
    else if (char === "," || char === "[" || char === "{") parts++;
  }
  return { members, parts: parts + members };
}

/**
 * An address without what its query, its parameters, user and fragment hold. The values of parameters that are named
 * stay. Of an address that cannot be parsed only the beginning stays.
 */
export function redactUrl(address: string, kept: readonly string[] = []): string {
  if (!/[?#;@]/.test(address)) return address;
  if (address.length > MAX_ADDRESS || !URL.canParse(address, BASE)) return beginningOf(address);
  const [, path = "", query = ""] = /^([^?#]*)(\?[^#]*)?/.exec(address) ?? [];
  const place = withoutUser(path);
  // Where the parser still sees a user, it reads the address in another way than it was taken apart here.
  if (place.includes("@") && showsUser(place)) return REDACTED;
  const withoutValues = place.replaceAll(/;([^;/]+)/g, (_, part: string) => `;${withoutValue(part, kept)}`);
  return withoutValues + query.replaceAll(/[^&;?]+/g, (part) => withoutValue(part, kept));
}

function withoutUser(path: string): string {
  const [before = ""] = BEFORE_AUTHORITY.exec(path) ?? [];
  const [authority = ""] = /^[^/\\]*/.exec(path.slice(before.length)) ?? [];
  const at = authority.lastIndexOf("@");
  return at === -1 ? path : `${before}${REDACTED}${path.slice(before.length + at)}`;
}

function showsUser(place: string): boolean {
  if (!URL.canParse(place, BASE)) return true;
  const { username, password } = new URL(place, BASE);
  return password !== "" || (username !== "" && username !== REDACTED);
}

function withoutValue(parameter: string, kept: readonly string[]): string {
  const end = parameter.indexOf("=");
  const name = end === -1 ? parameter : parameter.slice(0, end);
  if (kept.includes(name)) return parameter;
  return end === -1 ? REDACTED : `${name}=${REDACTED}`;
}

/** What can be shown of an address that nobody can parse. */
function beginningOf(address: string): string {
  const [beginning = ""] = /^[^?#;]*/.exec(address) ?? [];
  // A password may hold any of these characters, and then its first half stands in the beginning.
  if (address.includes("@", beginning.length)) return REDACTED;
  const [before = ""] = BEFORE_AUTHORITY.exec(beginning) ?? [];
  const at = beginning.lastIndexOf("@");
  return at === -1 ? beginning : `${before}${REDACTED}${beginning.slice(at)}`;
}
