import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { versionNames } from "./bundled.ts";
import { ContractError } from "./contract-error.ts";
import { readContract } from "./contract.ts";
import { saveContract } from "./save.ts";

const DOCUMENT = { openapi: "3.1.0", info: { title: "Calls", version: "1" }, paths: {} };

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "call-handoff-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, content: unknown): string {
  mkdirSync(join(folder, name, ".."), { recursive: true });
  writeFileSync(join(folder, name), typeof content === "string" ? content : JSON.stringify(content));
  return name;
}

async function fault(source: string, loadYaml?: () => Promise<never>): Promise<string> {
  try {
    await readContract(source, folder, loadYaml);
    return "none";
  } catch (error) {
    if (!(error instanceof ContractError)) throw error;
    return `${error.code} ${error.message}`;
  }
}

describe("a contract", () => {
  test("is a version of this package, with its flows and the requirements that hold in it", async () => {
    for (const name of versionNames) {
      const { document, flows = {}, requirements = [], file: path } = await readContract(name);
      const [service = "", version] = name.split("@");
      expect(document).toMatchObject({ info: { version }, "x-service": service });
      expect(Object.keys(flows).length).toBeGreaterThan(0);
      for (const operation of Object.keys(flows)) expect(operation).toMatch(new RegExp(`^${service}\\.`));
      expect(requirements.length).toBeGreaterThan(100);
      for (const { versions = [name] } of requirements) expect(versions).toContain(name);
      expect(path).toBeUndefined();
    }
  });

  test("is a file of JSON or YAML, also one without an ending", async () => {
    for (const name of ["a.json", "a.txt"])
      expect(await readContract(file(name, `\uFEFF${JSON.stringify(DOCUMENT)}`), folder)).toEqual({
        name,
        file: name,
        document: DOCUMENT,
      });
    const yaml = file("a.yaml", "openapi: 3.0.3\ninfo: { title: Calls, version: '1' }\npaths: {}\n");
    expect((await readContract(yaml, folder)).document).toEqual({ ...DOCUMENT, openapi: "3.0.3" });
  });

  test("is a folder, with flows and requirements where it has them", async () => {
    file("full/openapi.yml", "openapi: 3.1.0\n");
    file("full/flows.json", { ask: { title: "Ask" } });
    file("full/requirements.yaml", "- id: a\n");
    expect(await readContract("full", folder)).toEqual({
      name: "full",
      file: join("full", "openapi.yml"),
      flowsFile: join("full", "flows.json"),
      requirementsFile: join("full", "requirements.yaml"),
      document: { openapi: "3.1.0" },
      flows: { ask: { title: "Ask" } },
      requirements: [{ id: "a" }],
    });
    file("bare/openapi.json", DOCUMENT);
    expect(Object.keys(await readContract("bare/", folder))).toEqual(["name", "document", "file"]);
  });

  test("that is written into a folder is read from it as it was", async () => {
    const contract = await readContract("graph@beta");
    expect(saveContract(contract, join(folder, "saved"), "saved")).toEqual([
      "openapi.json",
      "flows.json",
      "requirements.json",
    ]);
    const { document, flows, requirements } = await readContract("saved", folder);
    expect({ document, flows, requirements }).toEqual({
      document: contract.document,
      flows: contract.flows,
      requirements: contract.requirements,
    });
    expect(() =>
      saveContract({ name: "a.json", document: DOCUMENT }, join(folder, "saved"), "saved"),
    ).toThrow(/saved.flows\.json is not of a\.json/);
  });
});

test("an error about a contract is called one", () => {
  expect(String(new ContractError("ERR_MALFORMED", "It is none."))).toBe("ContractError: It is none.");
});

describe("what is no contract is refused, and it is said why", () => {
  test("a name that there is not, with those that there are", async () => {
    expect(await fault("acs@2024-09-16")).toMatch(
      /^ERR_UNKNOWN_VERSION .*"acs@2024-09-16"\. There are acs@2024-09-15, .*acs@2026-03-12\b/,
    );
    expect(await fault("grahp@beta")).toMatch(/Did you mean graph@beta\?$/);
    expect(await fault("teams@1")).toMatch(/^ERR_UNKNOWN_VERSION .*There are acs@.*graph@v1\.0\.$/);
    expect(await fault("nowhere/openapi.json")).toMatch(/^ERR_UNREADABLE There is no file or folder/);
  });

  test("a file or folder that holds something else", async () => {
    expect(await fault(file("a.swagger.json", { swagger: "2.0" }))).toMatch(/^ERR_NO_OPENAPI .*Swagger 2\.0/);
    expect(await fault(file("old.json", { openapi: "2.9" }))).toMatch(/^ERR_NO_OPENAPI .*is OpenAPI 2\.9/);
    expect(await fault(file("list.json", [1]))).toMatch(/^ERR_NO_OPENAPI .*has no "openapi"/);
    expect(await fault(file("broken.json", "{ "))).toMatch(/^ERR_MALFORMED broken\.json is no JSON/);
    expect(await fault(file("broken.yaml", "a: [1"))).toMatch(/^ERR_MALFORMED broken\.yaml is no YAML/);
    mkdirSync(join(folder, "empty"), { recursive: true });
    expect(await fault("empty")).toMatch(/^ERR_NO_OPENAPI empty holds no openapi\.json/);
  });

  test("flows in which an alias stands for what it stands in", async () => {
    mkdirSync(join(folder, "endless"), { recursive: true });
    file("endless/openapi.json", { openapi: "3.1.1", info: { title: "A", version: "1" }, paths: {} });
    file("endless/flows.yaml", "acs.redirectCall: &flow\n  states: { a: *flow }\n");
    expect(await fault("endless")).toMatch(/^ERR_MALFORMED endless.flows\.yaml /);
  });

  test("YAML where nothing reads it", async () => {
    const missing = () => Promise.reject(new Error("Cannot find package 'yaml'"));
    expect(await fault(file("b.yaml", "openapi: 3.1.0"), missing)).toMatch(
      /^ERR_YAML_MISSING .*npm install yaml/,
    );
    expect(await fault(file("b.json", DOCUMENT), missing)).toBe("none");
  });

  test("a document that refers to other files, or to nothing", async () => {
    const other = { ...DOCUMENT, paths: { "/a": { $ref: "paths.yaml#/a" } } };
    expect(await fault(file("other.json", other))).toMatch(/^ERR_NOT_BUNDLED .*paths\.yaml#\/a\. Bundle it/);
    const nothing = { ...DOCUMENT, components: { schemas: { A: { $ref: "#/components/schemas/B" } } } };
    expect(await fault(file("nothing.json", nothing))).toMatch(/^ERR_UNRESOLVED .*schemas\/B/);
    const anchor = { ...DOCUMENT, components: { schemas: { A: { $ref: "#a" }, B: { $anchor: "a" } } } };
    expect(await fault(file("anchor.json", anchor))).toMatch(/^ERR_UNRESOLVED .*#a/);
    const responses = { default: { $ref: "#/components/responses/error" } };
    const error = { ...DOCUMENT, paths: { "/a": { get: { responses } } } };
    expect(await fault(file("error.json", error))).toMatch(/^ERR_UNRESOLVED .*responses\/error/);
    // What looks like one in an example, or is a member of that name, is none.
    const schemas = { $ref: { properties: { $ref: { type: "string" } }, example: { $ref: "x.yaml" } } };
    expect(await fault(file("names.json", { ...DOCUMENT, components: { schemas } }))).toBe("none");
  });

  test("flows and requirements of another form", async () => {
    const inFolder = async (part: string, content: unknown): Promise<string> => {
      file("parts/openapi.json", DOCUMENT);
      const path = file(`parts/${part}.json`, content);
      const found = await fault("parts");
      rmSync(join(folder, path));
      return found;
    };
    expect(await inFolder("flows", [])).toMatch(/^ERR_MALFORMED .*flows\.json has to hold flows/);
    expect(await inFolder("requirements", {})).toMatch(/^ERR_MALFORMED .*list of requirements/);
    expect(await inFolder("requirements", [{}])).toMatch(/each with an id/);
    expect(await inFolder("requirements", [{ id: "a" }, { id: "a" }])).toMatch(/holds a twice/);
  });
});
