/** What a lock file of npm says of who depends on whom. */

/** The packages by their folders; the project's own is that of the empty name. */
export type Lock = ReadonlyMap<string, readonly string[]>;

/** @throws TypeError for a file that lists no packages */
export function readLock(text: string): Lock {
  const file: unknown = JSON.parse(text);
  if (!isRecord(file) || !isRecord(file["packages"])) throw new TypeError("The lock file lists no packages.");
  return new Map(Object.entries(file["packages"]).map(([path, entry]) => [path, namesIn(entry)]));
}

/** The folders of a package and of everything that comes with it, each once. */
export function packagesOf(lock: Lock, path: string): string[] {
  const found = new Set([path]);
  for (const one of found)
    for (const name of lock.get(one) ?? []) {
      const folder = folderOf(lock, one, name);
      if (folder !== undefined) found.add(folder);
    }
  return [...found];
}

/** As Node.js looks for it: beside the one that needs it, then further and further out. */
function folderOf(lock: Lock, from: string, name: string): string | undefined {
  for (let folder: string | undefined = from; folder !== undefined; folder = outerOf(folder)) {
    const candidate = `${folder === "" ? "" : `${folder}/`}node_modules/${name}`;
    if (lock.has(candidate)) return candidate;
  }
  return undefined;
}

/** The package that a package lies in; the project itself lies in none. */
function outerOf(folder: string): string | undefined {
  if (folder === "") return undefined;
  return folder.slice(0, folder.lastIndexOf("node_modules/")).replace(/\/$/, "");
}

/** What npm installs with a package: what it depends on, and the peers that it cannot do without. */
function namesIn(entry: unknown): string[] {
  if (!isRecord(entry)) return [];
  const names = (member: string) => {
    const list = entry[member];
    return isRecord(list) ? Object.keys(list) : [];
  };
  const meta = entry["peerDependenciesMeta"];
  const isOptional = (name: string) => isRecord(meta) && meta[name] !== undefined;
  return [
    ...names("dependencies"),
    ...names("optionalDependencies"),
    ...names("peerDependencies").filter((name) => !isOptional(name)),
  ];
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
