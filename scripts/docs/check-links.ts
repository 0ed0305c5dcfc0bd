import { posix } from "node:path";

const ENTITIES: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'" };

/**
 * Looks where the links and pictures of pages lead: to a file of the site, and to something in it that has the name of the
 * fragment.
 *
 * @param pages - HTML by path
 * @param others - paths of files that are there too, and whose content is not looked into
 * @returns a sentence for each link that leads nowhere
 */
export function checkLinks(pages: ReadonlyMap<string, string>, others: ReadonlySet<string>): string[] {
  const anchors = new Map([...pages].map(([path, html]) => [path, anchorsOf(html)]));
  return [...pages].flatMap(([path, html]) => {
    const faults: string[] = [];
    for (const href of referencesOf(html)) {
      if (/^(?:https?|mailto|data):/.test(href)) continue;
      const [target = "", fragment = ""] = href.split("#");
      const to = target === "" ? path : posix.normalize(posix.join(posix.dirname(path), decodeURI(target)));
      const isThere = anchors.has(to) || others.has(to);
      if (!isThere) faults.push(`${path} leads to ${href}, and the site has no ${to}`);
      else if (fragment !== "" && anchors.get(to)?.has(decodeURIComponent(fragment)) === false)
        faults.push(`${path} leads to ${href}, and ${to} has no #${fragment}`);
    }
    return faults;
  });
}

function referencesOf(html: string): string[] {
  return [...html.matchAll(/<(?:a|img)\b[^>]*?\s(?:href|src)="([^"]*)"/g)].map(([, href = ""]) =>
    unescaped(href),
  );
}

function anchorsOf(html: string): Set<string> {
  const ids = [...html.matchAll(/<[a-z][^>]*?\sid="([^"]*)"/g)].map(([, id = ""]) => unescaped(id));
  return new Set(ids);
}

function unescaped(text: string): string {
  return text.replaceAll(/&(\w+|#39);/g, (whole, name: string) => ENTITIES[name] ?? whole);
}
