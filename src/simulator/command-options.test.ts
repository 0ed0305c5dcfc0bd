import { describe, expect, test } from "vitest";
import { readFlags, UsageError, type Flags } from "./command-options.ts";
import { defaultCredentials } from "./credentials.ts";

const GUID = "00000000-0000-4000-8000-00000000000A";

function read(line: string, env: Readonly<Record<string, string>> = {}): Flags {
  const flags = readFlags(line.split(" ").filter(Boolean), env);
  if (flags === "help") throw new Error("Help was asked for.");
  return flags;
}

describe("flags of simulate", () => {
  test("are all optional", () => {
    expect(read("")).toEqual({
      json: false,
      port: 4010,
      own: new Set(),
      options: { strict: false, clockRunning: true, allowHosts: [], credentials: defaultCredentials },
    });
  });

  test("come to options of the simulator", () => {
    const hosts = "--allow-host Bot.Example --allow-host=bot.example:8443 --allow-host [2001:DB8::1]";
    const ids = `--app-id ${GUID} --resource-id ${GUID} --tenant-id ${GUID}`;
    const line = `--port 0 --strict --seed=-4711 --pace 10.25 --stopped-clock --json ${hosts} ${ids} --access-key c2VjcmV0 --token a.b-c_d~e+f/g==`;
    expect(read(line)).toEqual({
      json: true,
      port: 0,
      own: new Set(["accessKey", "token", "appId", "resourceId", "tenantId"]),
      options: {
        strict: true,
        seed: -4711,
        pace: 10.25,
        clockRunning: false,
        allowHosts: ["bot.example", "bot.example:8443", "[2001:db8::1]"],
        credentials: {
          accessKey: "c2VjcmV0",
          token: "a.b-c_d~e+f/g==",
          appId: GUID,
          resourceId: GUID,
          tenantId: GUID,
        },
      },
    });
  });

  test("win over the environment, of which what is empty does not count", () => {
    const env = {
      CALL_HANDOFF_ACS_ACCESS_KEY: "c2VjcmV0",
      CALL_HANDOFF_GRAPH_TOKEN: "from-env",
      CALL_HANDOFF_GRAPH_APP_ID: GUID,
      CALL_HANDOFF_ACS_RESOURCE_ID: "",
    };
    const { own, options } = read("--token from-flag", env);
    expect(options.credentials).toEqual({
      ...defaultCredentials,
      accessKey: "c2VjcmV0",
      token: "from-flag",
      appId: GUID,
    });
    expect(own).toEqual(new Set(["accessKey", "token", "appId"]));
  });

  test("ask for help, whatever else they say", () => {
    expect(readFlags(["--port", "x", "--help"], { CALL_HANDOFF_GRAPH_APP_ID: "x" })).toBe("help");
    expect(readFlags(["-h"], {})).toBe("help");
  });

  test.each([
    ["--port 65536", "--port has to be from 0 to 65535."],
    ["--port=-1", "--port has to be from 0 to 65535."],
    ["--port 1e3", "--port has to be from 0 to 65535."],
    ["--port=", "--port has to be from 0 to 65535."],
    ["--seed 1.5", "--seed has to be an integer."],
    ["--seed 99999999999999999", "--seed has to be an integer."],
    ["--pace=-1", "--pace has to be a number of milliseconds, 0 or more."],
    ["--pace Infinity", "--pace has to be a number of milliseconds, 0 or more."],
    ["--app-id 1", "--app-id has to be a GUID."],
    ["--resource-id 1", "--resource-id has to be a GUID."],
    [`--tenant-id {${GUID}}`, "--tenant-id has to be a GUID."],
    ["--access-key c2VjcmV", "--access-key has to be base64, copied whole."],
    ["--access-key=", "--access-key has to be base64, copied whole."],
    ["--token sec\u0007ret", "--token has to be a bearer token, without spaces."],
    ["--port", "Option '--port <value>' argument missing."],
    ["--strict=no", "Option '--strict' does not take an argument."],
    ["--fast", "Unknown option '--fast'."],
    ["now", "There is an argument that belongs to no flag."],
  ])("%s is refused with a sentence", (line, message) => {
    expect(() => read(line)).toThrow(new UsageError(message));
  });

  test.each([
    "https://bot.example",
    "bot.example/",
    "bot.example/x",
    "user@bot.example",
    "*.example",
    "b?c",
    "b:0x",
  ])("%s is no host", (host) => {
    expect(() => read(`--allow-host ${host}`)).toThrow("--allow-host has to be one host such as bot.example");
  });

  test("of the environment are named as such, and secrets are not repeated", () => {
    const variables = {
      CALL_HANDOFF_ACS_ACCESS_KEY: "base64, copied whole",
      CALL_HANDOFF_GRAPH_TOKEN: "a bearer token, without spaces",
      CALL_HANDOFF_GRAPH_APP_ID: "a GUID",
      CALL_HANDOFF_ACS_RESOURCE_ID: "a GUID",
    };
    for (const [name, demand] of Object.entries(variables))
      expect(() => read("", { [name]: "my secret" })).toThrow(new UsageError(`${name} has to be ${demand}.`));
  });
});
