import { fileURLToPath } from "node:url";
import { marked } from "marked";
import { describe, expect, test } from "vitest";
import { loadLedger } from "../examples/load-ledger.ts";
import { errataMarkdown } from "./errata-page.ts";

const { ledger } = loadLedger(fileURLToPath(new URL("../../specs/examples", import.meta.url)));

/** The cells of every table row, as readers see them. */
function cellsOf(markdown: string): string[][] {
  return [...marked.parse(markdown, { async: false }).matchAll(/<tr>([^]*?)<\/tr>/g)].map(([, row = ""]) =>
    [...row.matchAll(/<t[dh][^>]*>([^]*?)<\/t[dh]>/g)].map(([, cell = ""]) => textOf(cell)),
  );
}

function textOf(html: string): string {
  return html
    .replaceAll(/<[^>]*>/g, "")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&#39;", "'")
    .replaceAll("&amp;", "&");
}

describe("the page of the errata", () => {
  const rows = ledger ? cellsOf(errataMarkdown(ledger)) : [];

  test("has every row of the ledger, word by word, in the part of its document", () => {
    const shown = new Set(rows.map((cells) => JSON.stringify(cells.slice(0, 4))));
    const written = (ledger?.errata ?? []).map(({ id, documented, right, evidence }) => {
      const words = [documented, right, evidence].map((text) =>
        text.replaceAll("`", "").replaceAll(/\s+/g, " ").trim(),
      );
      return JSON.stringify([id.slice(id.indexOf("/") + 1), ...words]);
    });
    expect(written.filter((row) => !shown.has(row))).toEqual([]);
    expect(ledger?.errata.length).toBeGreaterThan(100);
  });

  test("counts them by document", () => {
    const counts = ledger?.documents.map(({ id, title }) => [
      title,
      String(ledger.errata.filter(({ document }) => document === id).length),
    ]);
    expect(
      rows
        .filter((cells) => cells.length === 4 && cells[0] !== "document")
        .map(([title, , , count]) => [title, count]),
    ).toEqual(counts);
  });
});

test("what looks like Markdown in our wording is shown as it is", () => {
  const hostile = "a | b <b>c</b> *d* [e](f) _g_ `h | i` & #j";
  const markdown = errataMarkdown({
    documents: [
      {
        id: "acs-transfer",
        title: "T|U",
        language: "ja",
        operation: "acs.transferToParticipant",
        apiVersion: "2024-09-15",
        file: "",
        sha256: "",
        messages: 0,
      },
    ],
    errata: [
      {
        id: "acs-transfer/S1",
        document: "acs-transfer",
        kind: "wrong-value",
        documented: hostile,
        right: "r",
        evidence: "e",
        disposition: "kept",
        occurrences: [],
        repairs: [],
      },
    ],
  });
  const row = cellsOf(markdown).find(([id]) => id === "S1");
  expect(row).toEqual([
    "S1",
    hostile.replaceAll("`", ""),
    "r",
    "e",
    "wrong value",
    "kept in the stored message as it is",
    "0",
  ]);
});
