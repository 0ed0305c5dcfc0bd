import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { listVersions } from "../generate/document.ts";
import { newVersion, scaffold, VersionError } from "./scaffold.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const known = listVersions(root);
const newest = known.findLast(({ service }) => service === "acs")?.apiVersion ?? "";

/** What is written for a version, each file read as YAML. */
function made(words: readonly string[], from?: string): Record<string, Record<string, unknown>> {
  const files = [...scaffold(root, newVersion(root, words, from))].filter(
    ([file]) => !file.startsWith("specs/requirements/"),
  );
  return Object.fromEntries(files.map(([file, text]) => [file, parse(text)]));
}

interface Row {
  readonly id: string;
  readonly text: string;
  readonly versions?: readonly string[];
}

function rowsIn(text: string): Row[] {
  const file: { readonly requirements: Row[] } = parse(text);
  return file.requirements;
}

const read = (file: string): unknown => parse(readFileSync(join(root, file), "utf8"));

describe("what is asked for", () => {
  test.each([
    [[], undefined, /^Name a service and a version/],
    [["acs"], undefined, /^Name a service and a version/],
    [["acs", "2099-01-01", "more"], undefined, /^Name a service and a version/],
    [["sip", "2099-01-01"], undefined, /^There is no service "sip"\. There are: acs, graph\.$/],
    [["flows", "2099-01-01"], undefined, /^There is no service "flows"/],
    [["acs", "2099"], undefined, /^"2099" is no version/],
    [["acs", "2099-13-01"], undefined, /^"2099-13-01" is no version/],
    [["acs", "2099-02-30-preview"], undefined, /is no version/],
    [["acs", "../2099-01-01"], undefined, /is no version/],
    [
      ["acs", "2024-09-15"],
      undefined,
      /^There is acs@2024-09-15 already, in specs\/acs\/2024-09-15\.yaml\.$/,
    ],
    // Bundles are told apart by their version alone.
    [["acs", "v1.0"], undefined, /^There is graph@v1\.0 already/],
    [
      ["acs", "2099-01-01"],
      "2023-03-06",
      /^There is no acs@2023-03-06 to start from\. There are: 2024-09-15/,
    ],
    [["acs", "2099-01-01"], "beta", /^There is no acs@beta to start from/],
  ])("%j from %s is refused, and told what would do", (words, from, message) => {
    const ask = () => newVersion(root, words, from);
    expect(ask).toThrow(VersionError);
    expect(ask).toThrow(message);
  });

  test.each([
    ["acs", "2099-01-01", newest],
    ["acs", "2025-01-01", "2024-09-15"],
    ["acs", "2025-01-01-preview", "2024-09-15"],
    ["acs", "2020-01-01", "2024-09-15"],
    ["acs", "2026-03-12-preview", "2025-06-15"],
    ["acs", "2026-03-13-preview", "2026-03-12"],
    ["graph", "v2.0", "v1.0"],
    ["graph", "v10.0", "v1.0"],
  ])("%s %s starts from %s, the newest before it or else the oldest", (service, apiVersion, from) => {
    expect(newVersion(root, [service, apiVersion])).toEqual({ service, apiVersion, from });
  });
});

describe("a new version", () => {
  test("says what the one before says, under its own name everywhere", () => {
    const { "specs/acs/2099-01-01.yaml": fresh } = made(["acs", "2099-01-01"]);
    const text = JSON.stringify(fresh);
    expect(text).not.toContain(newest);
    const before = JSON.stringify(read(`specs/acs/${newest}.yaml`));
    // But for what it says to be new in it.
    expect(text.replaceAll("2099-01-01", newest)).toBe(before.replace(/ New here:[^"]*/, ""));
  });

  test("of Graph is served under its own name", () => {
    const { "specs/graph/v2.0.yaml": fresh } = made(["graph", "v2.0"]);
    expect(fresh).toMatchObject({
      info: { version: "v2.0" },
      servers: [{ url: "https://graph.microsoft.com/v2.0" }],
    });
  });

  test("takes over what receivers read by where it is newer; the one before loses that alone", () => {
    const files = made(["acs", "2099-01-01"]);
    expect(Object.keys(files)).toEqual(["specs/acs/2099-01-01.yaml", `specs/acs/${newest}.yaml`]);
    const { "x-received": mark, ...rest } = parse(
      readFileSync(join(root, `specs/acs/${newest}.yaml`), "utf8"),
    );
    expect(files["specs/acs/2099-01-01.yaml"]).toHaveProperty(["x-received"], mark);
    expect(files[`specs/acs/${newest}.yaml`]).toEqual(rest);
  });

  test.each([
    [["acs", "2025-12-01"], newest],
    [["acs", "2099-01-01"], "2024-09-15"],
    // Who asks for a preview does so knowingly.
    [["acs", "2099-01-01-preview"], newest],
    [["graph", "v2.0"], "beta"],
  ])("%j from %s leaves it where it is", (words, from) => {
    const files = made(words, from);
    expect(Object.keys(files)).toHaveLength(1);
    for (const file of Object.values(files)) expect(file).not.toHaveProperty(["x-received"]);
  });

  test("takes over the requirements of the version that it is copied from, but for those that speak of it", () => {
    const files = scaffold(root, newVersion(root, ["acs", "2099-01-01"], "2026-03-12"));
    const names = ["acs-definitions.yaml", "acs-redirect.yaml"].map((name) => `specs/requirements/${name}`);
    const before = names.flatMap((name) => rowsIn(readFileSync(join(root, name), "utf8")));
    const after = names.flatMap((name) => rowsIn(files.get(name) ?? readFileSync(join(root, name), "utf8")));
    const [fresh, old] = ["acs@2099-01-01", "acs@2026-03-12"];
    expect(after).toEqual(
      before.map(({ versions, ...row }) => {
        if (!versions) return row;
        const holds = versions.includes(old) && !row.text.includes("2026-03-12");
        return { ...row, versions: holds ? [...versions, fresh] : versions };
      }),
    );
    const carried = after.filter(({ versions = [] }) => versions.includes(fresh)).map(({ id }) => id);
    expect(carried).toContain("acs-definitions/transfer/teams-phone-call-details");
    expect(carried).not.toContain("acs-redirect/request-line/api-version");
    expect([...files.keys()].filter((name) => name.includes("graph"))).toEqual([]);
  });
});
