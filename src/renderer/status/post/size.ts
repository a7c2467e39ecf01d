export interface Size {
  width: number
  height: number
}

/** The size that fits into a square of `side` pixels, never larger than it was, and at least one pixel. */
export function within({ width, height }: Size, side: number): Size {
  const scale = Math.min(1, side / Math.max(width, height))
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) }
}
