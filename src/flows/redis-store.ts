import type { TrackerStore } from "./store.ts";

/** What is used of a client of the package `redis`, 5 or 6. */
export interface RedisClient {
  get(key: string): Promise<unknown>;
  eval(script: string, options: { keys: string[]; arguments: string[] }): Promise<unknown>;
  duplicate(): RedisSubscriber;
}

/** What is used of a second connection of it. */
export interface RedisSubscriber {
  on(event: "error" | "ready", listener: () => void): unknown;
  connect(): Promise<unknown>;
  subscribe(channel: string, listener: (message: string) => void): Promise<unknown>;
  destroy(): void;
}

/** What a store in Redis can be told. */
export interface RedisStoreOptions {
  /** What its keys, and the channel of its changes, begin with. Default: `call-handoff:`. */
  readonly prefix?: string;
}

/** Compares, writes and tells in one step: nobody else writes while a script runs. */
const SWAP = `
local found = redis.call("GET", KEYS[1])
if ARGV[1] == "none" then
  if found then return 0 end
elseif found ~= ARGV[2] then
  return 0
end
redis.call("SET", KEYS[1], ARGV[3], "PX", ARGV[4])
redis.call("PUBLISH", ARGV[5], ARGV[6])
return 1`;

/**
 * A store in Redis, for as many processes as share it. While something is watched it has a second connection, on which
 * it hears of changes. Connecting the client, listening to its errors and closing it are up to you; a client that is
 * cut off holds commands back, which the tracker waits for no longer than five seconds.
 *
 * @example
 * ```ts
 * const client = createClient({ url: "redis://127.0.0.1:6379" });
 * client.on("error", (error) => log(error));
 * await client.connect();
 * const tracker = createTracker({ store: redisStore(client) });
 * ```
 *
 * @param client - a connected client of the package `redis`, whose replies are strings as is its default
 */
export function redisStore(
  client: RedisClient,
  { prefix = "call-handoff:" }: RedisStoreOptions = {},
): TrackerStore {
  const channel = `${prefix}changes`;
  return {
    async get(key) {
      const value = await client.get(`${prefix}${key}`);
      if (value === null || value === undefined) return undefined;
      if (typeof value !== "string") throw new TypeError("The Redis client has to reply with strings.");
      return value;
    },
    async swap(key, before, after, milliseconds) {
      const swapped = await client.eval(SWAP, {
        keys: [`${prefix}${key}`],
        arguments: [
          before === undefined ? "none" : "some",
          before ?? "",
          after,
          String(Math.max(1, Math.ceil(milliseconds))),
          channel,
          key,
        ],
      });
      return Number(swapped) === 1;
    },
    changes(listener, failed) {
      const subscriber = client.duplicate();
      let stopped = false;
      // Without a listener an error of the connection would end the process.
      subscriber.on("error", failed);
      // After a time without connection anything may have changed.
      subscriber.on("ready", () => listener());
      const subscribe = async () => {
        await subscriber.connect();
        // One that was destroyed while it connected is open now.
        if (stopped) return subscriber.destroy();
        await subscriber.subscribe(channel, (key) => listener(key));
        listener();
      };
      subscribe().catch(failed);
      return () => {
        stopped = true;
        try {
          subscriber.destroy();
        } catch {
          // It is closed already.
        }
      };
    },
  };
}
