import { milliseconds } from "../gate/durations.ts";
import { GateError } from "../gate/errors.ts";
import type { Given } from "./flags.ts";

/** A section of the configuration, and where it stands, such as `server` of `call-handoff.config.mjs`. */
export interface Section {
  readonly members: Readonly<Record<string, unknown>>;
  /** A member as messages name it. */
  readonly nameOf: (member: string) => string;
}

/**
 * Reads what a run is told: by a flag, or else by the configuration. Each gives `undefined` where neither says anything,
 * and throws a GateError where it cannot be used, which names the flag or member, and never a value.
 */
export interface Settings {
  text(flag: string, member: string): string | undefined;
  texts(flag: string, member: string): readonly string[] | undefined;
  /** Out of a closed set. */
  choices<Choice extends string>(
    flag: string,
    member: string,
    among: readonly Choice[],
  ): readonly Choice[] | undefined;
  address(flag: string, member: string, protocols?: readonly string[]): string | undefined;
  /** In milliseconds. */
  duration(flag: string, member: string): number | undefined;
  port(flag: string, member: string): number | undefined;
  isSet(flag: string, member: string): boolean | undefined;
  guid(flag: string): string | undefined;
  /** A program and its arguments: what stands after `--`. */
  command(member: string): readonly string[] | undefined;
}

interface Found {
  readonly name: string;
  /** A list, or a value that may be one. */
  readonly value: unknown;
}

/** What the flags say wins over the configuration. */
export function settings({ values, command }: Given, section: Section): Settings {
  const find = (flag: string, member: string): Found | undefined => {
    const given = values.get(flag);
    if (given) return { name: `--${flag}`, value: given };
    const value = section.members[member];
    return value === undefined ? undefined : { name: section.nameOf(member), value };
  };
  /** The value of what is said once; of a flag the last one counts. */
  const single = (flag: string, member: string): Found | undefined => {
    const found = find(flag, member);
    const given = values.get(flag);
    return found && given ? { name: found.name, value: given.at(-1) } : found;
  };
  const text = (flag: string, member: string): { name: string; text: string } | undefined => {
    const found = single(flag, member);
    if (!found) return undefined;
    if (typeof found.value !== "string" || found.value === "") throw wrong(found.name, "a text");
    return { name: found.name, text: found.value };
  };
  const texts = (flag: string, member: string) => {
    const found = find(flag, member);
    if (!found) return undefined;
    if (!isTexts(found.value)) throw wrong(found.name, "a list of texts");
    return { name: found.name, list: found.value };
  };

  return {
    text: (flag, member) => text(flag, member)?.text,
    texts: (flag, member) => texts(flag, member)?.list,
    choices(flag, member, among) {
      const found = texts(flag, member);
      return found?.list.map((word) => {
        const choice = among.find((each) => each === word);
        if (choice === undefined) throw wrong(found.name, `one of ${among.join(", ")}`);
        return choice;
      });
    },
    address(flag, member, protocols = ["http:", "https:"]) {
      const found = text(flag, member);
      if (!found) return undefined;
      const url = URL.canParse(found.text) ? new URL(found.text) : undefined;
      if (url && protocols.includes(url.protocol)) return found.text;
      throw wrong(
        found.name,
        `an address that begins with ${protocols.map((one) => `${one}//`).join(" or ")}`,
      );
    },
    duration(flag, member) {
      const found = single(flag, member);
      if (!found) return undefined;
      const { name, value } = found;
      if (typeof value === "string") return milliseconds(value, name);
      if (typeof value === "number" && value >= 0 && value < 2 ** 31) return value;
      throw wrong(name, "a duration such as 5s or 250ms, or a number of milliseconds");
    },
    port(flag, member) {
      const found = single(flag, member);
      if (!found) return undefined;
      const { name, value } = found;
      const port = typeof value === "string" && /^\d+$/.test(value) ? Number(value) : value;
      if (typeof port === "number" && Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
      throw wrong(name, "a port from 0 to 65535");
    },
    isSet(flag, member) {
      if (values.has(flag)) return true;
      const value = section.members[member];
      if (value === undefined || typeof value === "boolean") return value;
      throw wrong(section.nameOf(member), "true or false");
    },
    guid(flag) {
      const value = values.get(flag)?.at(-1);
      if (value === undefined || /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(value)) return value;
      throw wrong(`--${flag}`, "a GUID");
    },
    command(member) {
      if (command) {
        if (command.length > 0) return command;
        throw new GateError("There is no command after --.");
      }
      const value = section.members[member];
      if (value === undefined) return undefined;
      if (isTexts(value) && value.length > 0) return value;
      throw wrong(section.nameOf(member), "a list of texts: a program and its arguments");
    },
  };
}

/** The error for a value that cannot be used. */
export function wrong(name: string, demand: string): GateError {
  return new GateError(`${name} has to be ${demand}.`);
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((one) => typeof one === "string" && one !== "");
}
