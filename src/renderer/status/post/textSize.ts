/** Steps of the size of a text post: the longest text (characters) it is for, and the size in pixels. */
const steps: readonly (readonly [longest: number, size: number])[] = [
  [40, 34],
  [90, 28],
  [180, 23],
  [320, 19],
  [500, 16],
]
const SMALLEST = 14

/** How large a text post is written, pixels: the shorter, the larger. A line break counts as half a line. */
export function postTextSize(text: string): number {
  const breaks = text.split('\n').length - 1
  const length = Array.from(text).length + breaks * 15
  return steps.find(([longest]) => length <= longest)?.[1] ?? SMALLEST
}
