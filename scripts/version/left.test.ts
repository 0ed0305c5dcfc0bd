import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { leftForAPerson } from "./left.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const copy = mkdtempSync(join(tmpdir(), "call-handoff-left-"));
const version = { service: "acs", apiVersion: "2030-01-01", from: "2026-03-12" };

beforeAll(() => {
  cpSync(join(root, "generated/acs/2026-03-12"), join(copy, "generated/acs/2030-01-01"), { recursive: true });
  mkdirSync(join(copy, "specs"));
  for (const part of ["upstream-differences.yaml", "requirements"])
    cpSync(join(root, "specs", part), join(copy, "specs", part), { recursive: true });
});
afterAll(() => rmSync(copy, { recursive: true, force: true }));

test("without an official definition that is said, and never taken for none that differs", async () => {
  const text = await leftForAPerson(copy, version, undefined);
  expect(text).toContain("1. The official definition: no upstream.");
  expect(text).not.toContain("0 differences");
});

test("with one, what differs is told apart from what is explained for the version before", async () => {
  const file = join(copy, "official.json");
  const properties = { incomingCallContext: { type: "string" }, target: { type: "string" }, urgency: {} };
  const required = ["incomingCallContext", "target"];
  const definitions = {
    RedirectCallRequest: { type: "object", required, properties, additionalProperties: false },
  };
  const info = { title: "Theirs", version: "2030-01-01" };
  const hosts = {
    host: "contoso.communication.azure.com",
    "x-ms-parameterized-host": { hostTemplate: "{endpoint}", useSchemePrefix: false },
  };
  writeFileSync(
    file,
    JSON.stringify({ swagger: "2.0", info, ...hosts, schemes: ["https"], paths: {}, definitions }),
  );
  const text = await leftForAPerson(copy, version, file);
  expect(text).toContain("1. 4 differences from the official definition");
  expect(text).toContain(
    '   RedirectCallRequest.target type: ours "CommunicationIdentifierModel", official "string"',
  );
  expect(text).toContain('   RedirectCallRequest.urgency member: ours "absent", official "present"');
  expect(text).toMatch(/more are explained there for acs@2026-03-12\. .* add acs@2030-01-01 to `versions`/);
  expect(text).toContain("   - The definition names a sample host beside the endpoint of the resource");
  expect(text).toContain(
    "   no upstream, to be listed there: CallTransferAccepted (a definition of this type)",
  );
  expect(text).toContain("npm run upstream -- --acs <folder> --write");
});

test("requirements that speak of the version before by its name want a counterpart", async () => {
  const text = await leftForAPerson(copy, version, undefined);
  expect(text).toContain("write the counterpart of each that the new version has:\n");
  expect(text).toContain("\n   acs-redirect/request-line/api-version\n");
});
