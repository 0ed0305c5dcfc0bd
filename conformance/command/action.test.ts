import { execFile } from "node:child_process";
import { chmodSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { readFlags } from "./flags.ts";
import { folderWith } from "./verify.test-support.ts";
import { flagGroupsOf } from "./verify-flags.ts";

interface Step {
  readonly id?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly run?: string;
}

interface Action {
  readonly inputs: Readonly<Record<string, { readonly default?: string; readonly required?: boolean }>>;
  readonly outputs: Readonly<Record<string, { readonly value: string }>>;
  readonly runs: { readonly steps: readonly Step[] };
}

const root = join(import.meta.dirname, "../..");
const text = readFileSync(join(root, "action.yml"), "utf8");
const action: Action = parse(text);
const gate = action.runs.steps.find(({ id }) => id === "gate") ?? {};
const { env = {}, run: script = "" } = gate;

let remove = () => {};
afterEach(() => {
  remove();
  remove = () => {};
});

/** A npx that writes down what it was called with, one argument after the other, and ends as it is told. */
const NPX = '#!/usr/bin/env bash\nprintf "%s\\0" "$@" > "$SEEN"\nexit "${NPX_CODE:-0}"\n';

/** Runs the script as GitHub does, with these inputs beside the defaults. */
async function runWith(inputs: Readonly<Record<string, string>>, npxCode = 0) {
  const { path, remove: away } = folderWith({
    npx: NPX,
    seen: "",
    outputs: "",
    "package.json": '{"version":"4.5.6"}',
  });
  remove = away;
  chmodSync(join(path, "npx"), 0o755);
  const given = Object.entries(env).map(([name, expression]) => {
    const [, input = ""] = /^\$\{\{ inputs\.([\w-]+) \}\}$/.exec(expression) ?? [];
    return [name, inputs[input] ?? action.inputs[input]?.default ?? ""];
  });
  const surroundings = {
    ...Object.fromEntries(given),
    PATH: `${path}:${process.env["PATH"]}`,
    SEEN: join(path, "seen"),
    NPX_CODE: String(npxCode),
    GITHUB_OUTPUT: join(path, "outputs"),
    GITHUB_ACTION_PATH: path,
  };
  // GitHub's own flags for `shell: bash`.
  const flags = ["--noprofile", "--norc", "-eo", "pipefail", "-c", script];
  const [code, out] = await new Promise<[number, string]>((resolve) => {
    execFile("bash", flags, { cwd: path, env: surroundings }, (error, stdout) => {
      resolve([error === null ? 0 : Number(error.code), stdout]);
    });
  });
  const read = (name: string) => readFileSync(join(path, name), "utf8");
  const outputs = read("outputs")
    .split("\n")
    .filter(Boolean)
    .map((line) => {
      const [name = "", value = ""] = line.split(/=(.*)/s);
      return [name, value.replaceAll(path, "HERE")];
    });
  const args = read("seen")
    .split("\0")
    .slice(0, -1)
    .map((arg) => arg.replaceAll(path, "HERE"));
  return { code, out, args, outputs: Object.fromEntries(outputs) };
}

/** What is always there. */
const REPORTS = (mode: string) => [
  `--report=json=HERE/call-handoff-reports/${mode}.json`,
  `--report=junit=HERE/call-handoff-reports/${mode}.xml`,
  `--report=html=HERE/call-handoff-reports/${mode}.html`,
];

describe("the action", () => {
  test("uses every input, and reads none of them as a part of the script", () => {
    const used = new Set(Array.from(text.matchAll(/inputs\.([\w-]+)/g), ([, name = ""]) => name));
    expect([...used].toSorted()).toEqual(Object.keys(action.inputs).toSorted());
    expect(script).not.toContain("${{");
    for (const name of Object.keys(env)) expect(script).toContain(`"$${name}"`);
    for (const [name, { value }] of Object.entries(action.outputs))
      expect(value).toBe(`\${{ steps.gate.outputs.${name} }}`);
  });

  test("has a default for all that is not required", () => {
    for (const { default: value, required } of Object.values(action.inputs))
      expect(required === true ? value === undefined : typeof value === "string").toBe(true);
  });

  test("judges a server by its own version of the package, and names its reports", async () => {
    const { code, args, outputs } = await runWith({ mode: "server", url: "http://127.0.0.1:4010" });
    expect([code, args]).toEqual([
      0,
      [
        "--yes",
        "call-handoff@4.5.6",
        "verify",
        "server",
        "--report=github",
        "--url=http://127.0.0.1:4010",
        ...REPORTS("server"),
      ],
    ]);
    expect(outputs).toEqual({
      reports: "HERE/call-handoff-reports",
      json: "HERE/call-handoff-reports/server.json",
      junit: "HERE/call-handoff-reports/server.xml",
      html: "HERE/call-handoff-reports/server.html",
      "exit-code": "0",
    });
  });

  test("gives every input on as one argument, whatever is in it", async () => {
    const nasty = `a b"c'd$(touch x)\`touch y\`;*`;
    const { args } = await runWith({
      mode: "server",
      url: nasty,
      "acs-url": "--strict",
      "graph-url": "$HOME",
      operation: "graph.transfer\n\n  graph.redirect  \n",
      "api-version": "beta",
      check: "**",
      service: "graph",
      without: "tokens\r\naccess",
      timeout: "1s",
      strict: "true",
      "known-failing": "known failing.txt",
      config: "my config.mjs",
      arguments: "--settle=1s\n--call-id=a b",
      reports: "",
      version: "1.2.3",
    });
    expect(args).toEqual([
      "--yes",
      "call-handoff@1.2.3",
      "verify",
      "server",
      "--report=github",
      `--url=${nasty}`,
      "--acs-url=--strict",
      "--graph-url=$HOME",
      "--operation=graph.transfer",
      "--operation=graph.redirect",
      "--api-version=beta",
      "--check=**",
      "--service=graph",
      "--without=tokens",
      "--without=access",
      "--timeout=1s",
      "--known-failing=known failing.txt",
      "--config=my config.mjs",
      "--strict",
      "--settle=1s",
      "--call-id=a b",
    ]);
    const flags = flagGroupsOf("server").flatMap(([, own]) => own);
    expect(readFlags(args.slice(4), flags).values.get("acs-url")).toEqual(["--strict"]);
  });

  test.each(["client", "receiver", "server"])("gives the command of a %s to bash, whole", async (mode) => {
    const command = `npm run calls -- --name "a b" && echo $?`;
    const { args } = await runWith({ mode, command, "event-grid-url": "", reports: "/abs" });
    expect(args.slice(2)).toEqual([
      "verify",
      mode,
      "--report=github",
      `--report=json=/abs/${mode}.json`,
      `--report=junit=/abs/${mode}.xml`,
      `--report=html=/abs/${mode}.html`,
      "--",
      "bash",
      "-c",
      command,
    ]);
  });

  test("ends as the gate does", async () => {
    const { code, outputs } = await runWith({ mode: "server" }, 1);
    expect([code, outputs["exit-code"]]).toEqual([1, "1"]);
  });

  test.each([
    [{ mode: "fly" }, "mode has to be server, client or receiver."],
    [{ mode: "server", strict: "yes" }, "strict has to be true or false."],
    [{ mode: "server", reports: "a\nexit-code=0" }, "reports has to be one folder."],
  ])("refuses %j", async (inputs, message) => {
    const { code, out, args, outputs } = await runWith(inputs);
    expect([code, args, outputs["exit-code"]]).toEqual([2, [], "2"]);
    expect(out).toBe(`::error title=call-handoff::${message}\n`);
  });

  test("knows the flags of every mode", () => {
    const flags = new Set(
      (["server", "client", "receiver"] as const).flatMap((mode) =>
        flagGroupsOf(mode).flatMap(([, own]) => own.map(({ name }) => name)),
      ),
    );
    for (const [, name = ""] of script.matchAll(/(?:add|each_line) --([\w-]+)/g))
      expect(flags).toContain(name);
  });
});
