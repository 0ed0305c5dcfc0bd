import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeEach, describe, expect, test } from "vitest";
import { release, type Mode } from "./command.ts";
import { testFolder } from "./folder.test-support.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const folder = testFolder();
let project = "";
let count = 0;

const file = (path: string) => join(project, path);
const read = (path: string) => readFileSync(file(path), "utf8");

/** A project of this package's name, in the version 0.1.0. */
beforeEach(() => {
  count += 1;
  project = join(folder.path, `project-${count}`);
  mkdirSync(project);
  symlinkSync(join(root, "node_modules"), file("node_modules"));
  cpSync(join(root, ".changeset/config.json"), file(".changeset/config.json"));
  cpSync(join(root, ".oxfmtrc.json"), file(".oxfmtrc.json"));
  const manifest = { name: "call-handoff", version: "0.1.0", type: "module" };
  put("package.json", `${JSON.stringify(manifest, undefined, 2)}\n`);
  const lock = { name: "call-handoff", version: "0.1.0", packages: { "": manifest } };
  put("package-lock.json", `${JSON.stringify(lock, undefined, 2)}\n`);
  put("CHANGELOG.md", "# Changelog\n\n## 0.1.0\n\n- First.\n");
  put("docs/gate.md", "- uses: OWNER/call-handoff@v0.1.0\n");
});

const put = (path: string, text: string) => folder.put(`project-${count}/${path}`, text);

function pend(name: string, bump: string, text: string): void {
  put(`.changeset/${name}.md`, `---\n"call-handoff": ${bump}\n---\n\n${text}\n`);
}

/** What is called about the exported types, and not carried out. */
let calls: string[] = [];
const API = ["npm run api -- --check", "--import tsx scripts/api.ts"];
let areTypesOnRecord = true;

function done(mode: Mode, isDryRun = false): string {
  calls = [];
  return release(mode, {
    root: project,
    run(command, args) {
      const line = args.join(" ");
      if (command === "npm" && !areTypesOnRecord)
        throw new Error("docs/api/ is not what the package exports");
      if (command === "npm") calls.push(`npm ${line}`);
      else if (line.includes("scripts/api.ts")) calls.push(line);
      else execFileSync(command, args, { cwd: project });
    },
    isDryRun,
  });
}

describe("npm run release", () => {
  test("makes a version of what is pending, and leaves nothing of it", () => {
    pend("parking", "minor", "Calls can be parked.\n\n### Breaking\n\n- `Call` of `call-handoff/acs`: ask.");
    pend("fault", "patch", "A fault.");
    expect(done("prepare")).toContain("0.2.0 is prepared");
    expect(JSON.parse(read("package.json"))).toMatchObject({ version: "0.2.0" });
    expect(JSON.parse(read("package-lock.json"))).toMatchObject({
      version: "0.2.0",
      packages: { "": { version: "0.2.0" } },
    });
    expect(read("CHANGELOG.md")).toBe(
      "# Changelog\n\n## 0.2.0\n\n### Breaking\n\n- `Call` of `call-handoff/acs`: ask.\n\n### Added and changed\n\n- Calls can be parked.\n\n### Fixed\n\n- A fault.\n\n## 0.1.0\n\n- First.\n",
    );
    expect(read("docs/gate.md")).toContain("call-handoff@v0.2.0");
    expect(["parking", "fault"].map((name) => existsSync(file(`.changeset/${name}.md`)))).toEqual([
      false,
      false,
    ]);
    expect(calls).toEqual(API);
    expect(done("stage")).toBe("publish");
  });

  test("finishes a version that is not released yet, without another one", () => {
    put("CHANGELOG.md", "# Changelog\n\n## 0.1.0 (unreleased)\n\n- First.\n");
    pend("parking", "minor", "Calls can be parked.");
    expect(done("stage")).toBe("prepare");
    expect(done("prepare")).toContain("0.1.0 is prepared");
    expect(read("CHANGELOG.md")).toBe(
      "# Changelog\n\n## 0.1.0\n\n- First.\n\n### Added and changed\n\n- Calls can be parked.\n",
    );
    expect(JSON.parse(read("package.json"))).toMatchObject({ version: "0.1.0" });
    expect(existsSync(file(".changeset/parking.md"))).toBe(false);
    expect(calls).toEqual(API);
  });

  test("does nothing where nothing is pending", () => {
    const before = read("CHANGELOG.md");
    expect(done("prepare")).toBe("0.1.0 is prepared, and nothing is pending.");
    expect([read("CHANGELOG.md"), calls]).toEqual([before, []]);
  });

  test("changes nothing where the exported types are not on record", () => {
    pend("parking", "minor", "Calls can be parked.");
    const before = [read("CHANGELOG.md"), read("package.json")];
    areTypesOnRecord = false;
    try {
      expect(() => done("prepare")).toThrow("docs/api/ is not what the package exports");
    } finally {
      areTypesOnRecord = true;
    }
    expect([read("CHANGELOG.md"), read("package.json")]).toEqual(before);
    expect(existsSync(file(".changeset/parking.md"))).toBe(true);
  });

  test("of a changeset that is none changes nothing", () => {
    pend("wrong", "tiny", "Calls.");
    const before = [read("CHANGELOG.md"), read("package.json")];
    expect(() => done("prepare")).toThrow(".changeset/wrong.md: the block has to say");
    expect([read("CHANGELOG.md"), read("package.json")]).toEqual(before);
  });
});

test("--check names what is pending, and what is wrong", () => {
  expect(done("check")).toBe("0.1.0 is prepared, and nothing is pending.");
  pend("parking", "minor", "Calls can be parked.");
  expect(done("check")).toBe("minor: .changeset/parking.md\nAfter 0.1.0: changesets that are pending: 1.");
  pend("wrong", "patch", "");
  expect(() => done("check")).toThrow(".changeset/wrong.md: says nothing");
});

test("--notes gives what the newest version brings", () => expect(done("notes")).toBe("- First."));

test("--publishable stops npm, but not a dry run", () => {
  expect(() => done("publishable")).toThrow("package.json names no repository");
  expect(done("publishable", true)).toContain(
    "This would not be published:\npackage.json names no repository",
  );
  put("package.json", '{"name":"call-handoff","version":"0.1.0","repository":"github:contoso/call-handoff"}');
  expect(done("publishable")).toBe("The package may be published.");
});

test("the command ends with 1 for a fault, with 2 for wrong usage", async () => {
  const command = (...args: string[]) =>
    folder.run(project, {}, process.execPath, "--import", "tsx", join(root, "scripts/release.ts"), ...args);
  const [hindered, wrong] = await Promise.all([command("--publishable"), command("--check", "--stage")]);
  expect(hindered).toEqual({ code: 1, out: expect.stringContaining("names no repository") });
  expect(wrong).toEqual({ code: 2, out: expect.stringContaining("Usage: npm run release") });
});
