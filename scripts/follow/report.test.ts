import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { store } from "../upstream/store.ts";
import { follow, shortened } from "./report.ts";

const home = mkdtempSync(join(tmpdir(), "call-handoff-follow-"));
const project = join(home, "project");
const official = join(home, "official");
afterAll(() => rmSync(home, { recursive: true, force: true }));

function put(file: string, value: unknown): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(value));
}

/** Members of a request by name; those with `*` are required. */
function request(members: readonly string[]) {
  const names = members.map((name) => name.replace("*", ""));
  return {
    type: "object",
    required: members.filter((name) => name.endsWith("*")).map((name) => name.replace("*", "")),
    properties: Object.fromEntries(names.map((name) => [name, { type: "string" }])),
  };
}

/** An official definition in which the request has these members. */
function give(version: string, ...members: readonly string[]): void {
  const body = { name: "body", in: "body", required: true, schema: { $ref: "#/definitions/Request" } };
  const hand = { operationId: "Hand", parameters: [body], responses: { 204: { description: "Done" } } };
  put(join(official, `CallAutomation/stable/${version}/calls.json`), {
    swagger: "2.0",
    info: { title: "Theirs", version },
    consumes: ["application/json"],
    paths: { "/calls:hand": { post: hand } },
    definitions: { Request: request(members) },
  });
}

async function followed(write = false) {
  const { report, isNew, changed } = await follow(project, { acs: official });
  if (write) for (const definition of changed) store(project, definition);
  return { report, isNew, changed: changed.map(({ apiVersion }) => apiVersion) };
}

beforeAll(() => {
  put(join(project, "generated/acs/2026-01-01/openapi.json"), {
    openapi: "3.1.1",
    info: { title: "Ours", version: "2026-01-01" },
    paths: {
      "/calls:hand": {
        post: {
          operationId: "Hand",
          "x-operation": "acs.hand",
          requestBody: {
            required: true,
            content: { "application/json": { schema: { $ref: "#/components/schemas/Request" } } },
          },
          responses: { 204: { description: "Done" } },
        },
      },
    },
    components: { schemas: { Request: request(["note"]) } },
  });
  put(join(project, "specs/upstream-differences.yaml"), { noUpstream: [] });
  give("2026-01-01", "note");
});

describe("what has changed in the official definitions", () => {
  test("is nothing, once what they say is stored", async () => {
    const first = await followed(true);
    expect(first).toMatchObject({ isNew: true, changed: ["2026-01-01"] });
    expect(first.report).toContain("# acs@2026-01-01 is new");
    expect(await followed()).toMatchObject({ changed: [] });
  });

  test("is classified, and so is what it means for our specs", async () => {
    give("2026-01-01", "note", "reason*");
    const { report, isNew } = await followed();
    expect(isNew).toBe(true);
    expect(report).toContain("# acs@2026-01-01 has changed since it was stored");
    expect(report).toMatch(/## Breaking \(1\)[\s\S]*Request\.reason.*`sent-member-added-required`/);
    expect(report).toMatch(/\| acs@2026-01-01 \| `Request\.reason` \| member \| `absent` \| `present` \|/);
  });

  test("is classified where a definition is of types alone, as one that is sent and one that comes", async () => {
    const file = join(official, "CallAutomation/stable/2026-01-05/calls.json");
    give("2026-01-01", "note");
    put(file, { definitions: { Request: request(["note"]) } });
    await followed(true);
    put(file, { definitions: { Request: request(["note", "reason*"]) } });
    const { report, changed } = await followed();
    expect(changed).toEqual(["2026-01-05"]);
    expect(report).toContain("# acs@2026-01-05 has changed since it was stored: its types alone");
    expect(report).toMatch(/## Breaking \(1\)[\s\S]*Request of Request[\s\S]*`sent-member-added-required`/);
    expect(report).toMatch(/## Compatible \(1\)[\s\S]*Response of Request[\s\S]*`received-member-added`/);
    rmSync(dirname(file), { recursive: true });
    rmSync(join(project, "specs/upstream/acs/2026-01-05.json"));
  });

  test("of a new version is told beside the one before it, also when that is not the newest", async () => {
    give("2026-01-01", "note");
    give("2026-02-01-preview", "note", "mood");
    const { report, changed } = await followed(true);
    expect(changed).toEqual(["2026-02-01-preview"]);
    expect(report).toContain("# acs@2026-02-01-preview is new, compared with acs@2026-01-01");
    expect(report).toMatch(/## Compatible \(1\)[\s\S]*Request\.mood/);
    expect(report).toContain("- `acs@2026-02-01-preview`");
    give("2026-09-01");
    expect((await followed()).report).toMatch(
      /# acs@2026-09-01 is new, compared with acs@2026-02-01-preview[\s\S]*## Breaking \(2\)/,
    );
  });

  test("is told in whole, and cut where a place cannot hold it, which it says", async () => {
    give("2026-01-01", ...Array.from({ length: 300 }, (_, index) => `member${index}`.padEnd(120, "x")));
    const { report } = await followed();
    expect(report.length).toBeGreaterThan(65_536);
    const cut = shortened(report, 60_000);
    expect(cut.length).toBeLessThanOrEqual(60_000);
    expect(report.startsWith(cut.slice(0, 59_000))).toBe(true);
    expect(cut).toMatch(/\n\nThe rest is too long for this place; .*\n$/);
    expect(shortened(report, report.length)).toBe(report);
  });
});
