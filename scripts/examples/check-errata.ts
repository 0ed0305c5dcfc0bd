/** Checks the rows of the ledger: that each points at something, and that what it says was done was done. */
import type { Erratum, ExampleMessage, Ledger, Occurrence } from "./ledger-types.ts";
import { quote, type Problem } from "./problem.ts";
import { applyRepairs, repairsOf } from "./repair.ts";

export function checkErrata(ledger: Ledger): Problem[] {
  const messages = new Map(ledger.messages.map((message) => [message.id, message]));
  return [
    ...duplicates("errata.yaml", ledger.errata),
    ...duplicates("documents.json", ledger.documents),
    ...duplicates("message files", ledger.messages),
    ...ledger.errata.flatMap((row) => [
      ...checkRow(row, ledger),
      ...row.occurrences.flatMap((occurrence) => checkOccurrence(row, occurrence, messages, ledger)),
      ...row.repairs
        .filter((repair) => messages.get(repair.message)?.document !== row.document)
        .map((repair) => unknownMessage(row, repair.message)),
    ]),
  ];
}

function duplicates(where: string, entries: readonly { id: string }[]): Problem[] {
  const ids = entries.map((entry) => entry.id);
  return [...new Set(ids.filter((id, index) => ids.indexOf(id) !== index))].map((id) => ({
    where,
    wrong: `the id ${id} stands more than once`,
    fix: "give each its own id",
  }));
}

function checkRow(row: Erratum, ledger: Ledger): Problem[] {
  const problems: Problem[] = [];
  const report = (wrong: string, fix: string) => problems.push({ where: row.id, wrong, fix });
  if (!ledger.documents.some((document) => document.id === row.document)) {
    report(`names the unknown document ${row.document}`, "name one of documents.json");
  }
  if (!row.id.startsWith(`${row.document}/`)) report("does not begin with its document", "rename the row");
  if ((row.disposition === "repaired") !== row.repairs.length > 0) {
    report(
      `is ${row.disposition} with ${row.repairs.length} repairs`,
      "repaired rows, and only those, have repairs",
    );
  }
  if (row.repairs.some((repair) => "find" in repair && repair.find === repair.replace)) {
    report("has a repair that changes nothing", "give replace the right text");
  }
  if (row.occurrences.length === 0 && row.disposition !== "omission") {
    report("shows no occurrence", "say on which line it stands");
  }
  return problems;
}

function checkOccurrence(
  row: Erratum,
  occurrence: Occurrence,
  messages: ReadonlyMap<string, ExampleMessage>,
  ledger: Ledger,
): Problem[] {
  const { line, text } = occurrence;
  const report = (wrong: string, fix: string): Problem[] => [{ where: row.id, wrong, fix }];
  if (occurrence.message === undefined) {
    const around = ledger.messages.find(
      (message) => message.document === row.document && message.lines[0] <= line && line <= message.lines[1],
    );
    return around === undefined
      ? []
      : report(`line ${line} lies in ${around.id}`, "name the message in the occurrence");
  }
  const message = messages.get(occurrence.message);
  if (message?.document !== row.document) return [unknownMessage(row, occurrence.message)];
  if (line < message.lines[0] || line > message.lines[1]) {
    return report(`line ${line} lies outside ${message.id}`, `use a line of ${message.lines.join("-")}`);
  }
  // An empty sample has no text of its own; its line is the heading's, which only the document shows.
  if (message.documented !== "" && !message.documented.split("\n")[line - message.lines[0]]?.includes(text)) {
    return report(`${quote(text)} does not stand on line ${line} of ${message.id}`, "correct line or text");
  }
  return checkDisposition(row, text, message, ledger.errata);
}

function checkDisposition(
  row: Erratum,
  text: string,
  message: ExampleMessage,
  errata: readonly Erratum[],
): Problem[] {
  if (row.disposition === "repaired" && !row.repairs.some((repair) => repair.message === message.id)) {
    return [
      {
        where: row.id,
        wrong: `shows a defect in ${message.id} and does not repair it there`,
        fix: "add the repair",
      },
    ];
  }
  if (row.disposition === "kept") {
    const repaired = applyRepairs(message.documented, repairsOf(message.id, errata));
    if (repaired.ok && !repaired.text.includes(text)) {
      return [
        {
          where: row.id,
          wrong: `is kept, but ${quote(text)} is gone from ${message.id} once repaired`,
          fix: "correct the disposition or the repair",
        },
      ];
    }
  }
  return [];
}

function unknownMessage(row: Erratum, message: string): Problem {
  return {
    where: row.id,
    wrong: `names ${message}, which is no message of ${row.document}`,
    fix: "name a stored message",
  };
}
