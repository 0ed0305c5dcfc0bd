import type { Page } from "playwright-core";

/** The lowest contrast of any text with its ground, as WCAG 2 reckons it. */
export async function lowestContrast(page: Page): Promise<number> {
  return page.evaluate(() => {
    const channels = (color: string) => (color.match(/[\d.]+/g) ?? []).map(Number);
    const luminance = (color: string) => {
      const [red = 0, green = 0, blue = 0] = channels(color)
        .map((channel) => channel / 255)
        .map((channel) => (channel <= 0.040_45 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4));
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    };
    const groundOf = (element: Element): string => {
      const ground = getComputedStyle(element).backgroundColor;
      const isSeen = channels(ground)[3] !== 0;
      return isSeen || !element.parentElement ? ground : groundOf(element.parentElement);
    };
    const contrasts = [...document.querySelectorAll("body *")]
      .filter((element) =>
        [...element.childNodes].some(({ nodeType, nodeValue }) => nodeType === 3 && nodeValue?.trim()),
      )
      .filter((element) => element.checkVisibility() && !element.matches("script,style"))
      .map((element) => {
        const style = getComputedStyle(element);
        const text = luminance(element instanceof SVGElement ? style.fill : style.color);
        const ground = luminance(groundOf(element));
        return (Math.max(text, ground) + 0.05) / (Math.min(text, ground) + 0.05);
      });
    return Math.min(...contrasts);
  });
}
