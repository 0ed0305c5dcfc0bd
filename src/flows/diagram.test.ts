import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { drawDiagram, flowDiagram, flows, type Flow } from "./index.ts";

const variants = Object.entries(flows).flatMap(([name, flow]) =>
  Object.keys(flow.variants).map((variant): [string, string, Flow] => [name, variant, flow]),
);

describe.each(variants)("the diagram of %s, %s,", (name, variant, flow) => {
  const { steps } = flowDiagram(flow, variant);
  const labels = steps.map((step) => ("divider" in step ? step.divider : step.label));

  test("shows the request, its answer and each notification of the variant", () => {
    expect(labels).toContain(name);
    expect(labels).toContain(String(flow.success));
    for (const { notification, variants: own } of flow.transitions) {
      if (notification === undefined || own?.includes(variant) === false) continue;
      expect(labels).toContain(flow.notifications[notification]?.title);
    }
  });

  test("shows each end that can be reached", () => {
    const ends = flow.transitions
      .filter(({ answer, variants: own }) => answer !== "other" && (own?.includes(variant) ?? true))
      .flatMap(({ to }) => flow.states[to] ?? [])
      .filter(({ end }) => end);
    for (const { title, end } of ends) expect(labels).toContain(`${title} (${end})`);
  });
});

describe("a diagram", () => {
  const draw = (label: string) =>
    drawDiagram({ title: label, parties: [label, "b"], steps: [{ from: 0, to: 1, label }] });

  test("holds no markup of its labels", () => {
    const svg = draw('<script>alert("&")</script>');
    expect(svg).not.toContain("<script");
    expect(svg).toContain("&lt;script&gt;alert(&quot;&amp;&quot;)&lt;/script&gt;");
  });

  test("is well-formed XML whatever its labels are", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (label) => {
        const svg = draw(label);
        const texts = svg.replaceAll(/<[^<>]*>/g, "");
        expect(texts).not.toMatch(/[<>]|&(?!(amp|lt|gt|quot);)/);
        // eslint-disable-next-line no-control-regex
        expect(svg).not.toMatch(/[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/);
        expect(() => encodeURIComponent(svg)).not.toThrow();
      }),
    );
  });

  test("is wide enough for its longest text", () => {
    const width = Number(/width="(\d+)"/.exec(draw("x".repeat(100)))?.[1]);
    expect(width).toBeGreaterThan(700);
  });

  test("joins messages of one address in one link", () => {
    const svg = drawDiagram({
      title: "t",
      parties: ["a", "b"],
      steps: [
        { from: 0, to: 1, label: "asks", href: '#"1"' },
        { from: 1, to: 0, label: "answers", href: '#"1"' },
        { divider: "later" },
        { from: 1, to: 0, label: "tells", href: "#2" },
        { from: 1, to: 0, label: "tells nobody" },
      ],
    });
    const links = [...svg.matchAll(/<a href="([^"]*)">(.*?)<\/a>/gs)].map(([, href, inside = ""]) => [
      href,
      [...inside.matchAll(/<text[^>]*>([^<]*)/g)].map(([, label]) => label),
    ]);
    expect(links).toEqual([
      ["#&quot;1&quot;", ["asks", "answers"]],
      ["#2", ["tells"]],
    ]);
    expect(svg).toContain('role="group"');
  });

  test("draws a message of a party to itself", () => {
    const svg = drawDiagram({ title: "t", parties: ["a"], steps: [{ from: 0, to: 0, label: "waits" }] });
    expect(svg).toContain("waits");
  });
});
