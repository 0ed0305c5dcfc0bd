/** Checks the stored messages: their place, their hashes, and that the ledger accounts for every change. */
import { createHash } from "node:crypto";
import { firstDifference } from "./difference.ts";
import { parseHttpMessage } from "./http-message.ts";
import type { DocumentEntry, Erratum, ExampleMessage, Ledger } from "./ledger-types.ts";
import type { Problem } from "./problem.ts";
import { applyRepairs, repairsOf } from "./repair.ts";

export function checkMessages(ledger: Ledger): Problem[] {
  const problems: Problem[] = [];
  for (const document of ledger.documents) {
    const messages = ledger.messages.filter((message) => message.document === document.id);
    problems.push(...checkSequence(document, messages));
    for (const message of messages) {
      problems.push(
        ...checkPlace(document, message),
        ...checkContent(message),
        ...checkRepairs(message, ledger.errata),
      );
    }
  }
  return problems;
}

export function sha256(content: string | Uint8Array): string {
  return createHash("sha256").update(content).digest("hex");
}

/** The ids of the rows that show or repair something in this message, in ledger order. */
export function errataOf(message: string, errata: readonly Erratum[]): string[] {
  return errata
    .filter((row) => [...row.occurrences, ...row.repairs].some((entry) => entry.message === message))
    .map((row) => row.id);
}

function checkSequence(document: DocumentEntry, messages: readonly ExampleMessage[]): Problem[] {
  const problems: Problem[] = [];
  if (messages.length !== document.messages) {
    problems.push({
      where: document.id,
      wrong: `has ${messages.length} message files, documents.json says ${document.messages}`,
      fix: "restore the missing file or correct the count",
    });
  }
  let lastLine = 0;
  for (const [index, message] of messages.entries()) {
    if (message.order !== index + 1) {
      problems.push({
        where: message.id,
        wrong: `has order ${message.order}, expected ${index + 1}`,
        fix: "number the messages of a document from 1 without gaps",
      });
    }
    if (message.lines[0] <= lastLine) {
      problems.push({
        where: message.id,
        wrong: `begins at line ${message.lines[0]}, before the end of the message before it`,
        fix: "correct lines or order",
      });
    }
    lastLine = message.lines[1];
  }
  return problems;
}

function checkPlace(document: DocumentEntry, message: ExampleMessage): Problem[] {
  const problems: Problem[] = [];
  const report = (wrong: string, fix: string) => problems.push({ where: message.id, wrong, fix });
  if (!message.id.startsWith(`${document.id}/${String(message.order).padStart(2, "0")}-`)) {
    report(`does not begin with its document and order ${message.order}`, "rename the message");
  }
  if (message.operation !== document.operation || message.apiVersion !== document.apiVersion) {
    report("names another operation or version than its document", "copy both from documents.json");
  }
  if ("status" in message.message !== (message.direction === "response")) {
    report(
      `is a ${message.direction} but its message has ${"status" in message.message ? "a" : "no"} status`,
      "correct direction or message",
    );
  }
  if ((message.webhook !== undefined) !== (message.direction === "notification")) {
    report(
      "has webhook without being a notification, or the other way round",
      "name the webhook of notifications only",
    );
  }
  return problems;
}

function checkContent(message: ExampleMessage): Problem[] {
  const problems: Problem[] = [];
  const actual = sha256(message.documented);
  if (actual !== message.sha256) {
    problems.push({
      where: message.id,
      wrong: "sha256 does not fit documented",
      fix: `restore documented or set sha256 to ${actual}`,
    });
  }
  const lines = message.documented.split("\n").length;
  if (message.lines[1] - message.lines[0] + 1 !== lines) {
    problems.push({
      where: message.id,
      wrong: `documented has ${lines} lines, lines spans ${message.lines[1] - message.lines[0] + 1}`,
      fix: "correct lines",
    });
  }
  return problems;
}

function checkRepairs(message: ExampleMessage, errata: readonly Erratum[]): Problem[] {
  const problems: Problem[] = [];
  const listed = errataOf(message.id, errata);
  if (listed.join() !== message.errata.join()) {
    problems.push({
      where: message.id,
      wrong: `errata lists [${message.errata.join(", ")}]`,
      fix: `list [${listed.join(", ")}]`,
    });
  }
  const repaired = applyRepairs(message.documented, repairsOf(message.id, errata));
  if (!repaired.ok) {
    problems.push({
      where: repaired.erratum,
      wrong: `its repair of ${message.id} does not apply: ${repaired.reason}`,
      fix: "make find a text that occurs exactly once",
    });
    return problems;
  }
  const parsed = parseHttpMessage(repaired.text);
  if (!parsed.ok) {
    problems.push({
      where: message.id,
      wrong: `repaired it is no HTTP message: ${parsed.reason}`,
      fix: "add the missing repair to errata.yaml",
    });
    return problems;
  }
  const difference = firstDifference(message.message, parsed.message);
  if (difference !== undefined) {
    problems.push({
      where: message.id,
      wrong: `message is not the repaired text: ${difference}`,
      fix: "list the difference in errata.yaml or undo it",
    });
  }
  return problems;
}
