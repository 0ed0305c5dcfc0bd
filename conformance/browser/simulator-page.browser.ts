import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { serveSimulator, type SimulatorServer } from "../../src/node/simulator-server.ts";
import { createSimulator } from "../../src/simulator/create.ts";
import type { Simulator } from "../../src/simulator/simulator.ts";
import { launch, visit, type Visit } from "./chromium.ts";
import { lowestContrast } from "./contrast.ts";

const HOSTILE = `<img src=x onerror="document.title='hacked'"></script><script>document.title='hacked'</script>`;
const CALLBACK = "http://127.0.0.1:3978/callbacks";

let browser: Browser;
let simulator: Simulator;
let server: SimulatorServer;
/** Takes the notifications. */
let receiver: () => Promise<Response>;
const visits: Visit[] = [];

beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser?.close());

beforeEach(async () => {
  await start();
  await transfer("one");
});
afterEach(async () => {
  const faults = visits.splice(0).flatMap((each) => each.faults);
  for (const context of browser.contexts()) await context.close();
  await server.close();
  if (faults.length > 0) throw new Error(`The browser complains: ${faults.join("; ")}`);
});

/** Starts a simulator with two calls, whose time stands still. */
async function start(port = 0): Promise<void> {
  receiver = async () => new Response(undefined, { status: 202 });
  simulator = createSimulator({ running: false, deliver: () => receiver() });
  server = await serveSimulator(simulator, { port });
  call("one");
  simulator.createCall({ service: "acs", kind: "group", callbackUri: CALLBACK, id: "two" });
}

function call(id: string): void {
  simulator.createCall({ service: "graph", kind: "peerToPeer", callbackUri: CALLBACK, id });
}

/** Transfers a call, as a bot does. */
async function transfer(id: string, displayName: string | number = "Heidi"): Promise<void> {
  await simulator.fetch(`${server.url}/v1.0/communications/calls/${encodeURIComponent(id)}/transfer`, {
    method: "POST",
    headers: {
      authorization: `Bearer ${simulator.credentials.token}`,
      "content-type": "application/json",
      "user-agent": String(displayName),
    },
    body: JSON.stringify({
      transferTarget: {
        "@odata.type": "#microsoft.graph.invitationParticipantInfo",
        identity: {
          "@odata.type": "#microsoft.graph.identitySet",
          user: {
            "@odata.type": "#microsoft.graph.identity",
            id: "550fae72-d251-43ec-868c-373732c2704f",
            displayName,
          },
        },
      },
    }),
  });
}

async function open(query = "", options: Parameters<typeof visit>[2] = {}): Promise<Page> {
  const opened = await visit(browser, `${server.url}/simulator${query}`, options);
  visits.push(opened);
  return opened.page;
}

/** Presses Tab until something with this text has the focus. */
async function tabTo(page: Page, text: string): Promise<void> {
  for (let times = 0; times < 30; times++) {
    await page.keyboard.press("Tab");
    if (await page.evaluate((wanted) => document.activeElement?.textContent?.includes(wanted), text)) return;
  }
  throw new Error(`${text} cannot be reached.`);
}

const heading = (page: Page) => page.locator("main h2").textContent();
const listed = async (page: Page) =>
  (await page.locator("nav a code").allTextContents()).filter((id) => id.length < 8);
const isOpen = (page: Page) =>
  page.locator("#message-1 details").evaluate((details) => details.hasAttribute("open"));

describe("the page of the simulator", () => {
  test("lists the calls and shows the newest", async () => {
    const page = await open();
    expect(await listed(page)).toEqual(["two", "one"]);
    expect(await heading(page)).toBe("Call Automation two");
    expect(await page.locator("#tally").textContent()).toBe("3 calls, 1 message");
  });

  test("is used by the keyboard alone", async () => {
    const page = await open();
    await tabTo(page, "one");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Microsoft Graph one" }).waitFor();
    expect(await page.locator("nav [aria-current]").textContent()).toContain("one");
    expect(await page.evaluate(() => document.activeElement?.getAttribute("href"))).toBe("?call=one");
    await tabTo(page, "00:00:00.000");
    expect(await page.evaluate(() => document.activeElement?.matches(":focus-visible"))).toBe(true);
    await page.keyboard.press("Space");
    expect(await isOpen(page)).toBe(true);
    await page.keyboard.press("Enter");
    expect(await isOpen(page)).toBe(false);
    await page.goBack();
    await page.getByRole("heading", { name: "Call Automation two" }).waitFor();
  });

  test("opens a message from its arrow", async () => {
    const page = await open("?call=one");
    await page.locator("svg a", { hasText: "graph.transfer" }).click();
    expect(await isOpen(page)).toBe(true);
    expect(await page.evaluate(() => document.activeElement?.closest("li")?.id)).toBe("message-1");
  });

  test("changes by itself, and keeps what is open and what has the focus", async () => {
    const page = await open("?call=one");
    await page.evaluate(() => document.body.setAttribute("data-loaded", "once"));
    await page.locator("#message-1 summary").click();
    const { promise, resolve } = later<Response>();
    receiver = () => promise;
    const advancing = simulator.advance(10);
    await page.locator("#message-2", { hasText: "pending" }).waitFor();
    call("three");
    resolve(new Response(undefined, { status: 202 }));
    await advancing;
    await page.locator("#message-2", { hasText: "taken" }).waitFor();
    expect(await page.locator("main .facts").textContent()).toContain("transferring");
    expect(await listed(page)).toEqual(["three", "two", "one"]);
    expect(await heading(page)).toBe("Microsoft Graph one");
    expect(await isOpen(page)).toBe(true);
    expect(await page.evaluate(() => document.activeElement?.closest("li")?.id)).toBe("message-1");
    expect(await page.locator("body").getAttribute("data-loaded")).toBe("once");
  });

  test("shows newer calls until somebody looks into one", async () => {
    const page = await open();
    call("three");
    await transfer("three");
    await page.getByRole("heading", { name: "Microsoft Graph three" }).waitFor();
    await page.locator("#message-2 summary").click();
    call("four");
    await transfer("four");
    await page.locator("#call-four").waitFor();
    expect(await heading(page)).toBe("Microsoft Graph three");
  });

  test("shows calls of which no message tells", async () => {
    const page = await open("?call=one");
    call("three");
    await page.locator("#call-three").waitFor();
    expect(await listed(page)).toEqual(["three", "two", "one"]);
  });

  test("connects again, also to another simulator", async () => {
    const { page, faults } = await visit(browser, `${server.url}/simulator?call=one`);
    await server.close();
    await page.getByText("Not connected").waitFor();
    await start(server.port);
    await page.getByText("Live.").waitFor();
    await page.getByText("Nothing was sent yet.").waitFor();
    await transfer("one");
    await page.locator("#message-1").waitFor();
    // That a server is away is all that may be complained of.
    expect(faults.filter((fault) => !/net::ERR_|status of 503/.test(fault))).toEqual([]);
  });

  test("runs nothing that a bot sends", async () => {
    call(HOSTILE);
    await transfer(HOSTILE, HOSTILE);
    const page = await open();
    await transfer(HOSTILE);
    receiver = async () => {
      throw new Error(HOSTILE);
    };
    await simulator.settle();
    await page.locator("main li", { hasText: "given up" }).first().waitFor();
    for (const summary of await page.locator("summary").all()) await summary.click();
    expect(await page.locator("main h2 code").textContent()).toBe(HOSTILE);
    expect(await page.locator("pre", { hasText: "onerror" }).count()).toBeGreaterThan(0);
    expect(await page.locator("img").count()).toBe(0);
    expect(await page.locator("script").count()).toBe(1);
    expect(await page.title()).toBe("Call simulator");
  });

  test("fits a window that is 360 pixels wide", async () => {
    const long = "x".repeat(300);
    call(long);
    await transfer(long, long);
    for (const query of ["?call=one", `?call=${long}`]) {
      const page = await open(query, { viewport: { width: 360, height: 740 } });
      for (const summary of await page.locator("summary").all()) await summary.click();
      const [content, window] = await page.evaluate(() => [
        document.documentElement.scrollWidth,
        document.documentElement.clientWidth,
      ]);
      expect(content).toBe(window);
    }
  });

  test("shows everything without scripts", async () => {
    const page = await open("", { javaScriptEnabled: false });
    await page.locator("#call-one a").click();
    expect(await heading(page)).toBe("Microsoft Graph one");
    await page.locator("#message-1 summary").click();
    expect(await page.locator("#message-1 pre").textContent()).toContain("transferTarget");
  });

  test.each(["light", "dark"] as const)("is readable on %s ground", async (colorScheme) => {
    await transfer("one", 5);
    const page = await open("?call=one", { colorScheme });
    for (const summary of await page.locator("summary").all()) await summary.click();
    expect(await page.locator(".violation").count()).toBeGreaterThan(0);
    expect(await lowestContrast(page)).toBeGreaterThan(4.5);
  });
});

function later<Value>() {
  let resolve: (value: Value) => void = () => {};
  const promise = new Promise<Value>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}
