import type { Requirement } from "../../../generated/contract.ts";
import type { VersionName } from "../../../generated/operations.ts";
import { routes } from "../../../generated/routes.ts";
import { holdsIn } from "../../gate/catalogue.ts";
import { isFatal } from "../check.ts";
import { grouped, STATUS_WORDS } from "../severity.ts";
import { keyOf, type Placed } from "./anchors.ts";
import {
  counted,
  filterable,
  markup,
  prose,
  SIGNS,
  toneOf,
  worstFirst,
  type Content,
  type Markup,
} from "./parts.ts";

const versionNames = Object.keys(routes).filter((name): name is VersionName => Object.hasOwn(routes, name));

/** How many statements are shown at once; of more, readers open what they look for. */
const MOST_OPEN = 60;

/** A statement with its place in the page. */
export interface Row {
  readonly requirement: Requirement;
  readonly anchor: string;
  /** The verdicts on it, in each version in which it holds. */
  readonly verdicts: ReadonlyMap<VersionName, readonly Placed[]>;
}

/** The statements of every document of which anything was judged. */
export function rowsOf(
  requirements: readonly Requirement[],
  placed: ReadonlyMap<string, readonly Placed[]>,
): Row[] {
  const rows = requirements.map((requirement, index) => ({
    requirement,
    anchor: `row-${index}`,
    verdicts: verdictsOn(requirement, placed),
  }));
  const documents = new Set(rows.filter(isJudged).map(documentOf));
  return rows.filter((row) => documents.has(documentOf(row)));
}

function verdictsOn(
  requirement: Requirement,
  placed: ReadonlyMap<string, readonly Placed[]>,
): ReadonlyMap<VersionName, readonly Placed[]> {
  const versions = versionNames.filter((name) => holdsIn(requirement, name));
  return new Map(
    versions.map((name) => {
      const apiVersion = name.slice(name.indexOf("@") + 1);
      const own = requirement.checks.flatMap((id) => placed.get(keyOf(id, apiVersion)) ?? []);
      return [name, worstFirst(own, ({ check }) => check)];
    }),
  );
}

function documentOf({ requirement }: Row): string {
  return requirement.source.document;
}

function isJudged(row: Row): boolean {
  return allOf(row).length > 0;
}

function allOf({ verdicts }: Row): Placed[] {
  return [...verdicts.values()].flat();
}

/** A table for each document: a row for each statement, and in the column of each version the verdicts on it. */
export function matrixOf(rows: readonly Row[], strict: boolean): Content {
  const documents = grouped(rows, documentOf);
  return [...documents].map(([document, own]) => {
    const versions = versionNames.filter((name) => own.some(({ verdicts }) => verdicts.has(name)));
    const isOpen = rows.length <= MOST_OPEN;
    const fatal = own.flatMap(allOf).filter(({ check }) => isFatal(check, strict));
    const failing = new Set(fatal.map(({ anchor }) => anchor)).size;
    return markup`<details class="group"${isOpen && markup` open`}>
<summary><h3>${document}</h3> <span class="level">${coverageOf(own)}</span>${
      failing > 0 && markup` <span class="badge bad">${counted(failing, "failure")}</span>`
    }</summary>
<table role="table" aria-label="Requirements of ${document}">
<thead role="rowgroup"><tr role="row"><th role="columnheader" scope="col">Statement</th><th role="columnheader" scope="col">Level</th>${versions.map(
      (name) => markup`<th role="columnheader" scope="col">${name}</th>`,
    )}</tr></thead>
<tbody role="rowgroup">
${own.map((row) => rowOf(row, versions))}</tbody>
</table>
</details>
`;
  });
}

function coverageOf(rows: readonly Row[]): string {
  const excluded = rows.filter(({ requirement }) => requirement.excluded !== undefined).length;
  const judged = rows.filter(isJudged).length;
  const rest = rows.length - judged - excluded;
  return [
    counted(rows.length, "statement"),
    `${judged} judged`,
    ...(excluded > 0 ? [`${excluded} cannot be`] : []),
    ...(rest > 0 ? [`${rest} not in this report`] : []),
  ].join(", ");
}

function rowOf(row: Row, versions: readonly VersionName[]): Markup {
  const { id, operation, level, source, text, excluded } = row.requirement;
  const statuses = excluded === undefined ? allOf(row).map(({ check }) => check.status) : ["excluded"];
  return markup`<tr role="row" id="${row.anchor}"${filterable(statuses, [level], [operation])}>
<th role="rowheader" scope="row"><span class="text">${prose(text)}</span> <span class="level">${source.place}</span> <code class="id">${id}</code>${
    excluded !== undefined && markup` <span class="reason">Not checked: ${prose(excluded)}</span>`
  }</th>
<td role="cell">${level}</td>
${versions.map(
  (name) => markup`<td role="cell" data-version="${name}">${cellOf(row, name)}</td>
`,
)}</tr>
`;
}

function cellOf({ requirement, verdicts }: Row, name: VersionName): Content {
  const own = verdicts.get(name);
  if (!own) return markup`<span class="quiet">not in this version</span>`;
  if (requirement.excluded !== undefined) return markup`<span class="quiet">excluded</span>`;
  if (own.length === 0) return markup`<span class="quiet">not run</span>`;
  return own.map(({ check, anchor }) => {
    const title = `${check.id.slice(check.operation.length + 1)}: ${STATUS_WORDS[check.status]}`;
    const sign = markup`<span aria-hidden="true">${SIGNS[check.status]}</span>`;
    return markup`<a class="mark ${toneOf(check)}" href="#${anchor}" title="${title}">${sign}</a>`;
  });
}
