import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { expect, onTestFinished, test } from "vitest";
import { folder, ONE_CHECK, serveSimulator } from "./gate.ts";
import { run } from "./program.ts";

/** No file gets longer than this many bytes: the next write fails, as on a disk that is full by then. */
const LIMIT = 4096;
const SMALL = `ulimit -f ${LIMIT / 512}`;

const sh = (line: string) => spawnSync("/bin/sh", ["-c", line]);

/** Mounts a file system of 64 KiB; gives `undefined` where that is not allowed. */
function smallDisk(path: string): string | undefined {
  mkdirSync(path);
  const { status } = sh(`mount -t tmpfs -o size=64k tmpfs "${path}"`);
  if (status !== 0) return undefined;
  onTestFinished(() => void sh(`umount "${path}"`));
  return path;
}

test("a report goes to a disk that is full, and others do not", async () => {
  const file = folder();
  const url = await serveSimulator();
  const reports = ["json=/dev/full", `junit=${file("gate.xml")}`, `html=${file("gate.html")}`];
  const gate = run([
    "verify",
    "server",
    "--url",
    url,
    ...ONE_CHECK,
    ...reports.flatMap((one) => ["--report", one]),
  ]);
  expect(await gate.ended).toBe(3);
  expect(gate.err()).toBe("The report /dev/full cannot be written: ENOSPC: no space left on device, write\n");
  expect(gate.out()).toMatch(/1 passed/);
  expect(readFileSync(file("gate.xml"), "utf8")).toMatch(/<\/testsuites>\s*$/);
  expect(readFileSync(file("gate.html"), "utf8")).toMatch(/<\/html>\s*$/);
  // What is no file is not taken away.
  expect(existsSync("/dev/full")).toBe(true);
});

test("the disk fills up in the middle of a report", async () => {
  const file = folder();
  const url = await serveSimulator();
  writeFileSync(file("gate.html"), "of an earlier run");
  const reports = [`html=${file("gate.html")}`, `junit=${file("gate.xml")}`];
  const args = [
    "verify",
    "server",
    "--url",
    url,
    ...ONE_CHECK,
    ...reports.flatMap((one) => ["--report", one]),
  ];
  const gate = run(args, { before: SMALL });
  expect(await gate.ended).toBe(3);
  expect(gate.err()).toContain(`The report ${file("gate.html")} cannot be written: EFBIG`);
  expect(gate.out()).toMatch(/1 passed/);
  expect(existsSync(file("gate.html"))).toBe(false);
  expect(statSync(file("gate.xml")).size).toBeLessThan(LIMIT);
  expect(readFileSync(file("gate.xml"), "utf8")).toMatch(/<\/testsuites>\s*$/);
});

test("a whole file system is full", async ({ skip }) => {
  const file = folder();
  const disk = smallDisk(file("disk"));
  if (disk === undefined) return skip("this user may not mount a file system");
  writeFileSync(`${disk}/others`, "x".repeat(60_000));
  const url = await serveSimulator();
  const reports = [`html=${disk}/gate.html`, `json=${file("gate.json")}`];
  const args = [
    "verify",
    "server",
    "--url",
    url,
    ...ONE_CHECK,
    ...reports.flatMap((one) => ["--report", one]),
  ];
  const gate = run(args);
  expect(await gate.ended).toBe(3);
  expect(gate.err()).toContain(`The report ${disk}/gate.html cannot be written: ENOSPC`);
  expect(readdirSync(disk)).toEqual(["others"]);
  expect(JSON.parse(readFileSync(file("gate.json"), "utf8"))).toMatchObject({ schemaVersion: 1 });
});

test("the disk fills up where a contract is kept", async () => {
  const file = folder();
  const diff = run(["diff", "acs@2026-03-12", "--save", file("contract")], { before: SMALL });
  expect(await diff.ended).toBe(3);
  expect(diff.err()).toMatch(/contract\/openapi\.json cannot be written: EFBIG/);
  expect(readdirSync(file("contract"))).toEqual([]);
});

test("the disk is full where a comparison is written", async () => {
  const args = ["diff", "acs@2024-09-15", "acs@2026-03-12", "--format", "json", "--output", "/dev/full"];
  const diff = run(args);
  expect(await diff.ended).toBe(3);
  expect(diff.err()).toMatch(/^The report \/dev\/full cannot be written: ENOSPC/);
});

test("the disk is full where the gate prints", async () => {
  const url = await serveSimulator();
  const gate = run(["verify", "server", "--url", url, ...ONE_CHECK], { output: "/dev/full" });
  expect(await gate.ended).toBe(0);
  const none = ["verify", "server", "--url", url, ...ONE_CHECK, "--graph-url", `${url}/nowhere`];
  expect(await run(none, { output: "/dev/full" }).ended).not.toBe(0);
});

test("the disk is full where the simulator prints what happens", async () => {
  const simulate = run(["simulate", "--port", "0", "--json"], { output: "/dev/full" });
  expect(await simulate.ended).toBe(3);
  expect(simulate.err()).toMatch(/^The output cannot be written: ENOSPC/);
});
