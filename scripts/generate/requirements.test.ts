import { describe, expect, test } from "vitest";
import { examples } from "../../generated/examples.ts";
import { requirements } from "../../generated/requirements.ts";
import type { VersionDocument } from "./document.ts";
import { requirementRows, requirementsModule } from "./requirements.ts";

/** A version with one operation and one webhook. */
function version(name: string, operation: string, webhook: string): VersionDocument {
  const [service = "", apiVersion = ""] = name.split("@");
  const document = {
    paths: { [`/${operation}`]: { post: { operationId: operation, "x-operation": operation } } },
    webhooks: { told: { post: { operationId: webhook } } },
  };
  return { service, apiVersion, name, document };
}

const versions = [
  version("acs@2024-09-15", "acs.transfer", "acs.events"),
  version("acs@2026-03-12", "acs.transfer", "acs.events"),
  version("graph@beta", "graph.transfer", "graph.notifications"),
];

const header = "document: acs-transfer\noperation: acs.transfer\nrequirements:";

function row(id: string, rest: string): string {
  return `\n  - { id: ${id}, level: MUST, place: Response, text: Something., ${rest} }`;
}

const tested = "checks: [acs.transfer/response/status]";

function read(...texts: readonly string[]) {
  return requirementRows(
    texts.map((text, index) => [`${index + 1}.yaml`, text] as const),
    versions,
  );
}

describe("rows", () => {
  test("are read in their order, with what the file says of all", () => {
    const rest = 'operation: acs.events, versions: ["acs@2026-03-12"], excluded: " Nobody sees it. "';
    expect(read(header + row("one/a", tested) + row("one/b", rest))).toEqual([
      {
        id: "one/a",
        operation: "acs.transfer",
        level: "MUST",
        source: { document: "acs-transfer", place: "Response" },
        text: "Something.",
        checks: ["acs.transfer/response/status"],
      },
      {
        id: "one/b",
        operation: "acs.events",
        level: "MUST",
        source: { document: "acs-transfer", place: "Response" },
        text: "Something.",
        versions: ["acs@2026-03-12"],
        checks: [],
        excluded: "Nobody sees it.",
      },
    ]);
  });

  test.each([
    [
      "neither tested nor excluded",
      row("one/a", "operation: acs.transfer"),
      "one/a: it needs checks, or excluded",
    ],
    [
      "both tested and excluded",
      row("one/a", `${tested}, excluded: why`),
      "one/a: it needs checks, or excluded",
    ],
    ["excluded without a reason", row("one/a", 'excluded: " "'), "one/a: excluded must match"],
    [
      "of one id",
      row("one/a", tested) + row("one/a", tested),
      "one/a: there is one of this id already, in 1.yaml",
    ],
    [
      "of an operation that is none",
      row("one/a", `${tested}, operation: acs.hold`),
      "one/a: there is no operation acs.hold",
    ],
    [
      "of a version that is none",
      row("one/a", `${tested}, versions: ["acs@2020-01-01"]`),
      "one/a: there is no version acs@2020-01-01",
    ],
    [
      "of another service's version",
      row("one/a", `${tested}, versions: ["graph@beta"]`),
      "one/a: graph@beta has no acs.transfer",
    ],
    [
      "with a check of no operation",
      row("one/a", "checks: [acs.hold/response/status]"),
      "one/a: acs.hold/response/status is of no operation",
    ],
    [
      "with a check of another service",
      row("one/a", "checks: [graph.transfer/response/status]"),
      "is of another service",
    ],
    ["with a check of another form", row("one/a", "checks: [status]"), "one/a: checks 0 must match"],
    [
      "of a level that is none",
      row("one/a", tested).replace("MUST", "WILL"),
      "one/a: level must be equal to one of",
    ],
    [
      "with members that are none",
      row("one/a", `${tested}, why: not`),
      "one/a: must NOT have additional properties: why",
    ],
    [
      "without an id",
      row("one/a", tested).replace("id: one/a, ", ""),
      "row 1: must have required property 'id'",
    ],
    ["that are no YAML", "\n  - {", "1.yaml: "],
  ])("are refused if %s", (_, rows, message) => {
    expect(() => read(header + rows)).toThrow(message);
    expect(() => read(header + rows)).toThrow(/^specs\/requirements\/1\.yaml: /);
  });

  test("are refused if two files have one of them", () => {
    expect(() => read(header + row("one/a", tested), header + row("one/a", tested))).toThrow(
      "specs/requirements/2.yaml: one/a: there is one of this id already, in 1.yaml",
    );
  });

  test("are refused if nothing says what they are about", () => {
    const text = `document: acs-definitions\nrequirements:${row("one/a", tested)}`;
    expect(() => read(text)).toThrow("one/a: neither the row nor the file names an operation");
  });

  test("name each check once in the type of their ids", () => {
    const module = requirementsModule(read(header + row("one/a", tested) + row("one/b", tested)));
    expect(module.match(/^ {2}\| .*/gm)).toEqual(['  | "acs.transfer/response/status";']);
  });
});

test("every documented message is the place of a requirement of its document", () => {
  const places = requirements.map(({ source }) => `${source.document}, ${source.place},`);
  const unnamed = examples.filter(
    ({ document, place }) => !places.some((one) => one.startsWith(`${document}, ${place},`)),
  );
  expect(unnamed.map(({ id }) => id)).toEqual([]);
  expect(examples).toHaveLength(46);
});
