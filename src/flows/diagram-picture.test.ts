import { expect, test } from "vitest";
import { drawDiagram, type Diagram } from "./diagram.ts";

/** A picture but for its style, with coordinates rounded. */
function drawn(diagram: Diagram): string[] {
  const text = drawDiagram(diagram).replaceAll(/\d+\.\d{2,}/g, (number) =>
    String(Math.round(Number(number) * 10) / 10),
  );
  return text.split("\n").filter((line) => !line.startsWith("<style>"));
}

test("a picture has lines of life, arrows that end at them, labels above, and links over whole rows", () => {
  const picture = drawn({
    title: "A <b>",
    subtitle: "two",
    parties: ["one", "another party", "3"],
    steps: [
      { from: 0, to: 2, label: "goes & far" },
      { divider: "later" },
      { from: 1, to: 0, label: "back", dashed: true, href: "?a&b" },
      { from: 1, to: 1, label: "itself", href: "?a&b" },
      { from: 2, to: 1, label: "x", href: "?c" },
    ],
  });
  expect(picture).toEqual([
    '<svg xmlns="http://www.w3.org/2000/svg" role="group" aria-label="A &lt;b&gt;" viewBox="0 0 413 348" width="413" height="348">',
    "<title>A &lt;b&gt;</title>",
    '<text class="title" x="206.5" y="24">A &lt;b&gt;</text>',
    '<text x="206.5" y="44">two</text>',
    '<line class="life" x1="79.5" y1="92" x2="79.5" y2="332"/><rect x="59.6" y="64" width="39.8" height="28" rx="4"/><text x="79.5" y="82.5">one</text>',
    '<line class="life" x1="206.5" y1="92" x2="206.5" y2="332"/><rect x="147" y="64" width="119" height="28" rx="4"/><text x="206.5" y="82.5">another party</text>',
    '<line class="life" x1="333.5" y1="92" x2="333.5" y2="332"/><rect x="321.5" y="64" width="23.9" height="28" rx="4"/><text x="333.5" y="82.5">3</text>',
    '<line x1="79.5" y1="142.8" x2="325.5" y2="142.8"/><path class="tip" d="M333.5 142.8l-9 -5v10z"/><text x="206.5" y="135.8">goes &amp; far</text>',
    '<line class="dashed" x1="16" y1="186.8" x2="397" y2="186.8"/><text x="206.5" y="179.8">later</text>',
    '<a href="?a&amp;b"><rect class="hit" x="8" y="204.4" width="397" height="44"/><line class="dashed" x1="206.5" y1="230.8" x2="87.5" y2="230.8"/><path class="tip" d="M79.5 230.8l9 -5v10z"/><text x="143" y="223.8">back</text>',
    '<rect class="hit" x="8" y="248.4" width="397" height="44"/><path d="M206.5 266.8h24v12h-20"/><path class="tip" d="M208.5 278.8l9 -5v10z"/><text x="246.5" y="274.8" style="text-anchor:start">itself</text></a>',
    '<a href="?c"><rect class="hit" x="8" y="292.4" width="397" height="44"/><line x1="333.5" y1="318.8" x2="214.5" y2="318.8"/><path class="tip" d="M206.5 318.8l9 -5v10z"/><text x="270" y="311.8">x</text></a>',
    "</svg>",
    "",
  ]);
});

test("a picture without a second line, steps or links is one image", () => {
  expect(drawn({ title: "t", parties: ["a"], steps: [] })).toEqual([
    '<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="t" viewBox="0 0 152 128" width="152" height="128">',
    "<title>t</title>",
    '<text class="title" x="76" y="24">t</text>',
    '<text x="76" y="44"></text>',
    '<line class="life" x1="76" y1="92" x2="76" y2="112"/><rect x="64" y="64" width="23.9" height="28" rx="4"/><text x="76" y="82.5">a</text>',
    "</svg>",
    "",
  ]);
});

test.each([
  ["short label of the one", { parties: ["a", "b"], steps: [] }, 272],
  ["a long name", { parties: ["n".repeat(40), "b"], steps: [] }, 714],
  [
    "a long label between neighbours",
    { parties: ["a", "b"], steps: [{ from: 0, to: 1, label: "l".repeat(40) }] },
    730,
  ],
  [
    "the same over two",
    { parties: ["a", "b", "c"], steps: [{ from: 2, to: 0, label: "l".repeat(40) }] },
    557,
  ],
  ["a long divider", { parties: ["a", "b"], steps: [{ divider: "d".repeat(40) }] }, 350],
])("a picture is as wide as needed for %s", (_name, { parties, steps }, width) => {
  expect(drawn({ title: "t", parties, steps })[0]).toContain(` width="${width}"`);
});

test.each(["plain", "<>&\"'", "a\u0000b", "\ud800", "\u{1f4de}", "\ufffe", "tab\tand\nline"])(
  "%j is written so that it can be read",
  (text) => {
    const [, title] = drawn({ title: text, parties: [], steps: [] })
      .join("\n")
      .split(/<title>|<\/title>/);
    const read = title
      ?.replaceAll("&lt;", "<")
      .replaceAll("&gt;", ">")
      .replaceAll("&quot;", '"')
      .replaceAll("&amp;", "&");
    expect(read).toBe(
      text.replaceAll(/[^\t\n\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, "\u{FFFD}"),
    );
  },
);
