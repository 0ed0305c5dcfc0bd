import type { Run } from "../check.ts";
import { grouped, severityOf, type Severity } from "../severity.ts";
import { checkAnchor, traceAnchor, type Placed } from "./anchors.ts";
import {
  badge,
  facts,
  filterable,
  joined,
  markup,
  prose,
  worstFirst,
  type Content,
  type Markup,
} from "./parts.ts";

/** What checks link to. */
export interface Links {
  /** Ids of the rows of requirements, by the requirement's own. */
  readonly rows: ReadonlyMap<string, string>;
  readonly strict: boolean;
}

/** What there is to say of the checks of a run: those that let it fail, open; then warnings and notes. */
export function troublesOf(run: Run, index: number, links: Links): Content {
  const found = grouped(placedOf(run, index), ({ check }) => severityOf(check, links.strict));
  const troubles = ORDER.flatMap((severity) =>
    worstFirst(found.get(severity) ?? [], ({ check }) => check).map((one) => ({ one, severity })),
  );
  if (troubles.length === 0) return false;
  const itemOf = itemsOf(run, index, links);
  return markup`<ul class="checks">
${troubles.map(({ one, severity }) => itemOf(one, severity === "error"))}</ul>
`;
}

const ORDER: readonly Severity[] = ["error", "warning", "notice"];

/** All others, by operation and version. */
export function checksOf(run: Run, index: number, links: Links): Content {
  const rest = placedOf(run, index).filter(({ check }) => severityOf(check, links.strict) === undefined);
  const groups = grouped(rest, ({ check }) => `${check.operation} ${check.apiVersion}`);
  const itemOf = itemsOf(run, index, links);
  return [...groups.keys()].toSorted().map((name) => {
    const own = worstFirst(groups.get(name) ?? [], ({ check }) => check);
    return markup`<details class="group">
<summary><h4>${name}</h4> ${talliesOf(own)}</summary>
<ul class="checks">
${own.map((one) => itemOf(one, false))}</ul>
</details>
`;
  });
}

function placedOf(run: Run, index: number): Placed[] {
  return run.checks.map((check, number) => ({ check, anchor: checkAnchor(index, number) }));
}

function talliesOf(placed: readonly Placed[]): Content {
  const statuses = [...grouped(placed, ({ check }) => check.status).values()];
  return statuses.map(
    (own) => own[0] && markup`${badge({ status: own[0].check.status, level: "MUST" })} ${own.length} `,
  );
}

/** Makes the items of the checks of a run, which link to its flows. */
function itemsOf(run: Run, index: number, { rows }: Links): (placed: Placed, isOpen: boolean) => Markup {
  const traces = new Map(
    run.traces.map(({ id, title }, number) => [id, { title, anchor: traceAnchor(index, number) }]),
  );
  const traceLink = (id: string): Content => {
    const trace = traces.get(id);
    return trace ? markup`<a href="#${trace.anchor}">${trace.title}</a>` : id;
  };
  const rowLink = (id: string): Content => {
    const anchor = rows.get(id);
    return anchor === undefined ? id : markup`<a href="#${anchor}">${id}</a>`;
  };
  return ({ check, anchor }, isOpen) => {
    const { id, apiVersion, level, status, operation, expectation, message, source } = check;
    const isReason = status === "excluded" || status === "knownFailing";
    return markup`<li${filterable([status], [level], [operation])}><details id="${anchor}"${isOpen && markup` open`}>
<summary>${badge(check)} <span class="level">${level}</span> <code>${id}</code> <span class="level">${apiVersion}</span></summary>
${facts([
  ["Expected", prose(expectation)],
  [isReason ? "Reason" : "Seen", message !== "" && markup`<span class="lines">${message}</span>`],
  ["Source", `${source.document}, ${source.place}`],
  ["Requirements", joined(check.requirements.map(rowLink))],
  ["Flows", joined(check.traces.map(traceLink))],
])}
</details></li>
`;
  };
}
