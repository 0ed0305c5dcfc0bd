import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeEach, describe, expect, test } from "vitest";
import { testFolder, type Ended } from "./folder.test-support.ts";

const scripts = fileURLToPath(new URL("../../.github/scripts", import.meta.url));
const folder = testFolder();

const NOT_FOUND = 'echo "npm error code E404" >&2; exit 1';
const OTHER_VERSIONS = "exit 0";
const PUBLISHED = "echo 0.2.0";
const DOWN = 'echo "npm error code ECONNREFUSED" >&2; exit 1';

function script(name: string, env: Readonly<Record<string, string>> = {}, ...args: string[]): Promise<Ended> {
  const surroundings = {
    GITHUB_OUTPUT: "",
    GITHUB_REPOSITORY: "contoso/call-handoff",
    NODE_AUTH_TOKEN: "",
    ...env,
  };
  return folder.run(join(folder.path, "project"), surroundings, "bash", join(scripts, name), ...args);
}

function manifest(more: object = {}): void {
  folder.put("project/package.json", JSON.stringify({ name: "call-handoff", version: "0.2.0", ...more }));
}

/** A registry that answers so, and what else npm is asked for. */
function npm({ view = NOT_FOUND, publish = "exit 0", stage = "publish" }): void {
  folder.stand(
    "npm",
    `case "$1" in
view) ${view} ;;
publish) ${publish} ;;
pkg) exit 0 ;;
config) echo https://registry.example/npm/ ;;
run) if [ "\${*: -1}" = --notes ]; then echo "- What is new."; else echo ${stage}; fi ;;
esac`,
  );
}

beforeEach(() => manifest());

describe("whether a version is published", () => {
  test.each([
    ["there is no such package", NOT_FOUND, 0, "no\n"],
    ["the package has other versions", OTHER_VERSIONS, 0, "no\n"],
    ["it is there", PUBLISHED, 0, "yes\n"],
    [
      "the registry is down",
      DOWN,
      1,
      expect.stringContaining("::error title=Release::The registry does not say"),
    ],
  ])("where %s", async (_, view, code, out) => {
    npm({ view });
    expect(await script("is-published.sh", {}, "call-handoff", "0.2.0")).toEqual({ code, out });
    expect(folder.calls("npm")).toEqual(["view call-handoff@0.2.0 version"]);
  });
});

describe("the stage of the release", () => {
  test.each([
    ["something is pending", { stage: "prepare" }, "prepare"],
    ["the version is not published", {}, "publish"],
    ["it is", { view: PUBLISHED }, "nothing"],
  ])("where %s", async (_, answers, stage) => {
    npm(answers);
    const outputs = folder.put("outputs", "");
    expect((await script("release-stage.sh", { GITHUB_OUTPUT: outputs })).code).toBe(0);
    expect(readFileSync(outputs, "utf8")).toBe(`stage=${stage}\nversion=0.2.0\n`);
  });

  test("is none while the registry does not say", async () => {
    npm({ view: DOWN });
    const outputs = folder.put("outputs", "");
    expect((await script("release-stage.sh", { GITHUB_OUTPUT: outputs })).code).toBe(1);
    expect(readFileSync(outputs, "utf8")).toBe("");
  });
});

describe("publishing", () => {
  const PUBLISH = "publish --provenance --access public";
  const URL = "git+https://github.com/contoso/call-handoff.git";

  test("names the repository of the workflow in the package, and proves where it was built", async () => {
    npm({});
    expect((await script("publish-package.sh")).code).toBe(0);
    expect(folder.calls("npm").slice(1)).toEqual([
      `pkg set repository.type=git repository.url=${URL}`,
      PUBLISH,
    ]);
  });

  test("leaves a repository that is named already", async () => {
    manifest({ repository: { type: "git", url: URL } });
    npm({});
    expect((await script("publish-package.sh")).code).toBe(0);
    expect(folder.calls("npm").slice(1)).toEqual([PUBLISH]);
  });

  test("refuses a package of another repository", async () => {
    manifest({ repository: { url: URL.replace("contoso", "fabrikam") } });
    npm({});
    expect(await script("publish-package.sh")).toEqual({
      code: 1,
      out: expect.stringContaining("names the repository git+https://github.com/fabrikam/call-handoff.git"),
    });
    expect(folder.calls("npm")).not.toContain(PUBLISH);
  });

  test("does nothing outside of a workflow", async () => {
    npm({});
    const { code, out } = await script("publish-package.sh", { GITHUB_REPOSITORY: "" });
    expect([code === 0, out]).toEqual([false, expect.stringContaining("publish from the workflow")]);
    expect(folder.calls("npm")).toEqual([]);
  });

  test("of a version that is there is no fault", async () => {
    npm({ view: PUBLISHED });
    expect(await script("publish-package.sh")).toMatchObject({
      code: 0,
      out: expect.stringContaining("already"),
    });
    expect(folder.calls("npm")).toEqual(["view call-handoff@0.2.0 version"]);
  });

  test("hands a token to npm by its name alone", async () => {
    npm({ publish: 'cat "$NPM_CONFIG_USERCONFIG"' });
    const { code, out } = await script("publish-package.sh", { NODE_AUTH_TOKEN: "npm_canary" });
    expect([code, out]).toEqual([0, "//registry.example/npm/:_authToken=${NODE_AUTH_TOKEN}\n"]);
    expect(folder.calls("npm").join("\n")).not.toContain("canary");
  });

  test("that fails is a fault, unless the version has come there meanwhile", async () => {
    npm({ publish: "exit 1" });
    expect((await script("publish-package.sh")).code).toBe(1);
    const mark = join(folder.path, "tried");
    npm({ view: `if [ -f "${mark}" ]; then ${PUBLISHED}; fi`, publish: `touch "${mark}"; exit 1` });
    expect(await script("publish-package.sh")).toMatchObject({
      code: 0,
      out: expect.stringContaining("meanwhile"),
    });
  });
});

describe("announcing", () => {
  const notes = join(folder.path, "notes.md");

  test("makes a release with the notes, of this commit", async () => {
    npm({});
    folder.stand("gh", 'if [ "$2" = view ]; then exit 1; fi');
    expect((await script("announce-release.sh", { GITHUB_SHA: "abc" }, notes)).code).toBe(0);
    expect(folder.calls("gh")[1]).toBe(
      `release create v0.2.0 --title v0.2.0 --notes-file ${notes} --target abc`,
    );
    expect(readFileSync(notes, "utf8")).toBe("- What is new.\n");
  });

  test("leaves one that is there", async () => {
    npm({});
    folder.stand("gh", "");
    expect((await script("announce-release.sh", { GITHUB_SHA: "abc" }, notes)).code).toBe(0);
    expect(folder.calls("gh")).toEqual(["release view v0.2.0"]);
  });
});

describe("proposing", () => {
  const git = (directory: string, ...args: string[]) =>
    execFileSync("git", args, {
      cwd: join(folder.path, directory),
      env: { ...process.env, GIT_CONFIG_GLOBAL: "/dev/null" },
      encoding: "utf8",
    });

  test("opens a pull request with all that was prepared, and keeps it up to date", async () => {
    folder.put("origin/package.json", '{"version":"0.1.0"}');
    git("origin", "init", "--quiet", "--initial-branch=main");
    git("origin", "add", "-A");
    git("origin", "-c", "user.name=a", "-c", "user.email=a@contoso.com", "commit", "--quiet", "-m", "first");
    git(".", "clone", "--quiet", "--bare", "origin", "remote.git");
    git(".", "clone", "--quiet", "remote.git", "project-of-git");
    const propose = () =>
      folder.run(join(folder.path, "project-of-git"), {}, "bash", join(scripts, "propose-release.sh"), body);
    const body = join(folder.path, "body.md");
    npm({});
    folder.stand("gh", "");
    folder.put("project-of-git/package.json", '{"version":"0.2.0"}');
    expect((await propose()).code).toBe(0);
    expect(folder.calls("gh")).toEqual([
      "pr list --head release --state open --json number --jq .[].number",
      `pr create --head release --title Release 0.2.0 --body-file ${body}`,
    ]);
    expect(git("remote.git", "diff", "--name-only", "main", "release").trim()).toBe("package.json");
    expect(git("remote.git", "log", "-1", "--format=%s", "release").trim()).toBe("chore: Release 0.2.0");

    git("project-of-git", "checkout", "--quiet", "main");
    folder.put("project-of-git/package.json", '{"version":"0.3.0"}');
    folder.stand("gh", 'if [ "$2" = list ]; then echo 7; fi');
    expect((await propose()).code).toBe(0);
    expect(folder.calls("gh")[1]).toBe(`pr edit release --title Release 0.3.0 --body-file ${body}`);

    git("project-of-git", "checkout", "--quiet", "main");
    expect(await propose()).toMatchObject({ code: 1, out: expect.stringContaining("changed nothing") });
  });
});
