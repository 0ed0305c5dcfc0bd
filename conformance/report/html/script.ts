/**
 * Makes the page handier: a filter, and links that open what they lead to. Without it everything is there all the same.
 */
export const SCRIPT = `"use strict";
const filter = document.getElementById("filter");
const found = document.getElementById("filter-found");
const text = document.getElementById("filter-text");
const choices = ["status", "level", "operation"].map((name) => [name, document.getElementById("filter-" + name)]);
const groups = [...document.querySelectorAll("details.group")].map((element) => ({ element, open: element.open }));
let items, isFiltered = false;

// Looked at when somebody first filters, as most never do.
function itemsOf() {
  return [...document.querySelectorAll("[data-status]")].map((element) => ({
    element,
    kind: element.matches("tr") ? "statements" : element.matches("li") ? "checks" : "flows",
    text: element.textContent.toLowerCase(),
    values: choices.map(([name]) => element.dataset[name].split(" ")),
  }));
}

function apply() {
  const words = text.value.toLowerCase().split(" ").filter(Boolean);
  const wanted = choices.map(([, select]) => select.value);
  const isWanted = words.length > 0 || wanted.some(Boolean);
  if (!isWanted && !isFiltered) return;
  items ??= itemsOf();
  const counts = { statements: [0, 0], checks: [0, 0], flows: [0, 0] };
  for (const item of items) {
    const fits = words.every((word) => item.text.includes(word)) &&
      wanted.every((value, index) => value === "" || item.values[index].includes(value));
    item.element.hidden = !fits;
    counts[item.kind][1]++;
    if (fits) counts[item.kind][0]++;
  }
  if (!isFiltered) for (const group of groups) group.open = group.element.open;
  for (const { element, open } of groups) {
    const holds = element.querySelector("[data-status]");
    const shows = element.querySelector("[data-status]:not([hidden])");
    element.hidden = isWanted && holds !== null && shows === null;
    element.open = isWanted && holds !== null ? shows !== null : open;
  }
  isFiltered = isWanted;
  found.textContent = isWanted
    ? Object.entries(counts).filter(([, [, all]]) => all > 0).map(([kind, [some, all]]) => some + " of " + all + " " + kind).join(", ")
    : "";
}

function reset() {
  text.value = "";
  for (const [, select] of choices) select.value = "";
  apply();
}

function show(id) {
  const target = document.getElementById(id);
  if (!target) return;
  if (target.closest("[hidden]")) reset();
  for (let at = target; at; at = at.parentElement) if (at.matches("details")) at.open = true;
  const place = target.closest("details.exchange") ?? target;
  const focused = place.matches("details") ? place.querySelector("summary") : place;
  if (focused === place) place.tabIndex = -1;
  focused.focus({ preventScroll: true });
  place.scrollIntoView({ block: "start" });
}

// Browsers go there themselves; what is missing is that it is open, not filtered away, and has the focus.
addEventListener("hashchange", () => show(location.hash.slice(1)));
document.addEventListener("click", (event) => {
  const link = event.target.closest("a");
  if (link && link.getAttribute("href") === location.hash) show(location.hash.slice(1));
});
let timer;
text.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(apply, 100);
});
for (const [, select] of choices) select.addEventListener("change", apply);
document.getElementById("filter-reset").addEventListener("click", reset);
filter.hidden = false;
if (location.hash) show(location.hash.slice(1));
// Browsers keep what was chosen when a page is loaded anew.
apply();
`;
