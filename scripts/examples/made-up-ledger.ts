/** For the tests: writes the made-up documents, and a ledger that fits them, into folders. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { sha256 } from "./check-messages.ts";
import { parseHttpMessage } from "./http-message.ts";
import type { Repair } from "./ledger-types.ts";
import { textOf, type MadeUpDocument, type MadeUpMessage } from "./made-up-documents.ts";
import { applyRepairs } from "./repair.ts";

/** A ledger for these documents, with one row of errata for each document. */
export function writeMadeUpLedger(folder: string, documents: readonly MadeUpDocument[]): void {
  const rows = documents.map((document) => writeMessages(folder, document));
  const entries = documents.map(({ entry, lines, messages }) => ({
    ...entry,
    sha256: sha256(lines.join("\n")),
    messages: messages.length,
  }));
  writeFileSync(join(folder, "documents.json"), JSON.stringify(entries));
  // JSON is YAML too.
  writeFileSync(join(folder, "errata.yaml"), JSON.stringify(rows));
}

export function writeDocuments(folder: string, documents: readonly MadeUpDocument[]): void {
  for (const { entry, lines } of documents) writeFileSync(join(folder, entry.file), lines.join("\n"));
}

/** Writes the message files and gives the row that accounts for their repairs. */
function writeMessages(folder: string, document: MadeUpDocument): object {
  const { id } = document.entry;
  const erratum = `${id}/X1`;
  mkdirSync(join(folder, id));
  const placed = document.messages.map((message, index) => ({
    message,
    order: index + 1,
    id: `${id}/${String(index + 1).padStart(2, "0")}-${message.slug}`,
  }));
  for (const { message, order, id: messageId } of placed) {
    const file = messageFile(document, message, order, messageId, erratum);
    writeFileSync(join(folder, `${messageId}.json`), JSON.stringify(file));
  }
  const repaired = placed.filter(({ message }) => message.repair !== undefined);
  return {
    id: erratum,
    document: id,
    kind: "message-framing",
    documented: "The head is incomplete.",
    right: "The head is whole.",
    evidence: "Made up for a test.",
    disposition: "repaired",
    occurrences: repaired.map(({ message: { lines }, id: messageId }) => ({
      line: lines[0],
      text: document.lines[lines[0] - 1],
      message: messageId,
    })),
    repairs: repaired.flatMap(({ message, id: messageId }) => repairsFor(message, messageId)),
  };
}

function messageFile(
  document: MadeUpDocument,
  message: MadeUpMessage,
  order: number,
  id: string,
  erratum: string,
): object {
  const { operation, apiVersion } = document.entry;
  const documented = textOf(document, message);
  const repairs = repairsFor(message, id).map((repair) => ({ erratum, repair }));
  const repaired = applyRepairs(documented, repairs);
  const parsed = repaired.ok ? parseHttpMessage(repaired.text) : repaired;
  if (!parsed.ok) throw new Error(`${id}: ${parsed.reason}`);
  return {
    id,
    document: document.entry.id,
    example: 1,
    order,
    place: message.slug,
    lines: message.lines,
    operation,
    apiVersion,
    direction: message.direction,
    ...(message.direction === "notification" ? { webhook: "commsNotifications" } : {}),
    sha256: sha256(documented),
    documented,
    errata: repairs.map((placed) => placed.erratum),
    message: parsed.message,
  };
}

function repairsFor({ repair }: MadeUpMessage, message: string): Repair[] {
  if (repair === undefined) return [];
  return "insert" in repair ? [{ message, at: "start", ...repair }] : [{ message, ...repair }];
}
