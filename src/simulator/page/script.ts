/**
 * What keeps the page up to date. It fetches the page anew and carries over what differs, so that there is one place
 * that writes HTML, and nothing loses its focus, its selection or whether it is open.
 */
export const SCRIPT = `"use strict";
const view = document.getElementById("view");
const connection = document.getElementById("connection");
let timer, again = false;

// One fetch at a time, at most ten in a second.
function soon() {
  again = true;
  timer ??= setTimeout(async () => {
    again = false;
    await renewAll();
    timer = undefined;
    if (again) soon();
  }, 100);
}

async function renewAll() {
  const asked = location.search;
  try {
    const answer = await fetch(location.pathname + asked);
    if (!answer.ok) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (asked !== location.search) return;
    for (const id of ["calls", "tally", "view"]) renew(document.getElementById(id), fresh.getElementById(id));
  } catch {
    // The simulator is not there, which the events tell as well.
  }
}

// Elements with an id are the same as before wherever they stand, others are where they stand in the same place.
function renew(old, fresh) {
  if (old.isEqualNode(fresh)) return;
  if (old.nodeType !== 1 || old.nodeName !== fresh.nodeName || old.id !== fresh.id) return old.replaceWith(fresh);
  for (const { name } of [...old.attributes]) if (name !== "open" && !fresh.hasAttribute(name)) old.removeAttribute(name);
  for (const { name, value } of fresh.attributes) if (old.getAttribute(name) !== value) old.setAttribute(name, value);
  let at = old.firstChild;
  for (const child of [...fresh.childNodes]) {
    const same = child.id ? following(at, child.id) : at?.id ? null : at;
    if (!same) {
      old.insertBefore(child, at);
      continue;
    }
    while (at !== same) at = removed(at);
    at = same.nextSibling;
    renew(same, child);
  }
  while (at) at = removed(at);
}

function following(node, id) {
  while (node && node.id !== id) node = node.nextSibling;
  return node;
}

function removed(node) {
  const next = node.nextSibling;
  node.remove();
  return next;
}

// Who looks into a call wants to stay there when a newer one comes.
function stay() {
  if (view.dataset.call !== "" && !new URLSearchParams(location.search).has("call"))
    history.replaceState(null, "", "?call=" + encodeURIComponent(view.dataset.call));
}
view.addEventListener("focusin", stay);
view.addEventListener("click", stay);

document.addEventListener("click", (event) => {
  const link = event.target.closest("a");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  const address = link.getAttribute("href");
  if (address.startsWith("?")) {
    event.preventDefault();
    history.pushState(null, "", address);
    renewAll();
  } else if (address.startsWith("#wire-")) {
    event.preventDefault();
    const details = document.getElementById(address.slice(1)).closest("details");
    details.open = true;
    details.firstElementChild.focus();
    details.scrollIntoView({ block: "nearest" });
  }
});
addEventListener("popstate", renewAll);

function connect() {
  const events = new EventSource("simulator/events");
  events.onmessage = soon;
  events.onopen = () => {
    connection.textContent = "Live.";
    soon();
  };
  events.onerror = () => {
    connection.textContent = "Not connected, trying again.";
    // After an answer that is none, as opposed to none at all, browsers do not try again.
    if (events.readyState === EventSource.CLOSED) setTimeout(connect, 1000);
  };
}
connect();
// Calls come and go without a message too.
document.addEventListener("visibilitychange", soon);
setInterval(() => document.hidden || soon(), 2000);
`;
