/** Compares the ledger with the documents themselves: none missing, none extra, none altered. */
import { extractMessages, linesOf, type ExtractedMessage } from "./extract.ts";
import { findDocument } from "./find-document.ts";
import { headingsByLanguage } from "./headings.ts";
import type { DocumentEntry, Erratum, ExampleMessage, Ledger } from "./ledger-types.ts";
import { quote, type Problem } from "./problem.ts";

export function checkDocuments(ledger: Ledger, folder: string): Problem[] {
  return ledger.documents.flatMap((document) => {
    const found = findDocument(folder, document);
    if (found === undefined) {
      return [
        {
          where: document.file,
          wrong: `is not in ${folder}, neither by name nor by content`,
          fix: "put the document there or give its folder",
        },
      ];
    }
    const problems: Problem[] = [];
    if (found.sha256 !== document.sha256) {
      problems.push({
        where: document.file,
        wrong: `has changed: its sha256 is ${found.sha256}`,
        fix: "compare it with the ledger, then update documents.json",
      });
    }
    const stored = ledger.messages.filter((message) => message.document === document.id);
    const extracted = extractMessages(found.content, headingsByLanguage[document.language]);
    const rows = ledger.errata.filter((row) => row.document === document.id);
    return [
      ...problems,
      ...compareMessages(document, stored, extracted),
      ...rows.flatMap((row) => compareOccurrences(document, row, linesOf(found.content))),
    ];
  });
}

function compareMessages(
  document: DocumentEntry,
  stored: readonly ExampleMessage[],
  extracted: readonly ExtractedMessage[],
): Problem[] {
  const problems: Problem[] = [];
  const unmatched = new Map(extracted.map((message) => [message.slug, message]));
  for (const message of stored) {
    const slug = message.id.slice(`${document.id}/NN-`.length);
    const inDocument = unmatched.get(slug);
    if (inDocument === undefined) {
      problems.push({
        where: message.id,
        wrong: `is missing in ${document.file}: no message is found under its heading`,
        fix: "remove the message file or restore the document",
      });
      continue;
    }
    unmatched.delete(slug);
    problems.push(...compareMessage(document, message, inDocument));
  }
  for (const { lines, slug } of unmatched.values()) {
    problems.push({
      where: `${document.file}:${lines[0]}`,
      wrong: `a message (${slug}, lines ${lines.join("-")}) is not in the ledger`,
      fix: "add a message file for it",
    });
  }
  return problems;
}

function compareMessage(document: DocumentEntry, stored: ExampleMessage, found: ExtractedMessage): Problem[] {
  const problems: Problem[] = [];
  const report = (wrong: string, fix: string) => problems.push({ where: stored.id, wrong, fix });
  if (!found.closed)
    report(`its body is never closed in ${document.file}`, "restore the document's closing bracket");
  if (found.direction !== stored.direction) {
    report(
      `is a ${found.direction} in ${document.file}, a ${stored.direction} in the ledger`,
      "correct direction",
    );
  }
  if (found.lines.join() !== stored.lines.join()) {
    report(
      `stands on lines ${found.lines.join("-")} of ${document.file}, the ledger says ${stored.lines.join("-")}`,
      "correct lines",
    );
  }
  if (found.text !== stored.documented) {
    const theirs = linesOf(found.text);
    const ours = linesOf(stored.documented);
    const index = ours.findIndex((line, at) => line !== theirs[at]);
    const at = index === -1 ? ours.length : index;
    report(
      `differs from ${document.file} at its line ${at + 1}: ledger ${quote(ours[at] ?? "(end)")}, document ${quote(theirs[at] ?? "(end)")}`,
      "copy the text as it stands in the document",
    );
  }
  return problems;
}

function compareOccurrences(document: DocumentEntry, row: Erratum, lines: readonly string[]): Problem[] {
  return row.occurrences
    .filter(({ line, text }) => !(lines[line - 1] ?? "").includes(text))
    .map(({ line, text }) => ({
      where: row.id,
      wrong: `${quote(text)} does not stand on line ${line} of ${document.file}`,
      fix: "correct the occurrence, or drop it if the document was mended",
    }));
}
