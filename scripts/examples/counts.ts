/** What the ledger holds, counted, for the end of a good run. */
import { directions, dispositions, kinds, type Ledger } from "./ledger-types.ts";

export function countLines({ documents, messages, errata }: Ledger): string[] {
  const perDocument = documents.map(({ id, apiVersion }) => {
    const own = messages.filter((message) => message.document === id);
    const parts = tally(
      directions,
      own.map((message) => message.direction),
    );
    return `  ${id} (${apiVersion}): ${own.length} messages (${parts})`;
  });
  const occurrences = errata.reduce((sum, row) => sum + row.occurrences.length, 0);
  const repairs = errata.reduce((sum, row) => sum + row.repairs.length, 0);
  return [
    `${messages.length} messages of ${documents.length} documents: ${tally(
      directions,
      messages.map((message) => message.direction),
    )}`,
    ...perDocument,
    `${errata.length} errata with ${occurrences} occurrences and ${repairs} repairs`,
    `  by kind: ${tally(
      kinds,
      errata.map((row) => row.kind),
    )}`,
    `  by disposition: ${tally(
      dispositions,
      errata.map((row) => row.disposition),
    )}`,
  ];
}

function tally(names: readonly string[], found: readonly string[]): string {
  return names
    .map((name) => ({ name, count: found.filter((entry) => entry === name).length }))
    .filter(({ count }) => count > 0)
    .map(({ name, count }) => `${count} ${name}`)
    .join(", ");
}
