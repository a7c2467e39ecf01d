export interface Rectangle {
  x: number
  y: number
  width: number
  height: number
}

/** Smallest window the layout is made for (docs: 800 × 600 with the frame's share taken off). */
export const SMALLEST = { width: 640, height: 480 }
const USUAL = { width: 1280, height: 800 }

/** Part of the window, in px, that has to lie on a screen so that it can be seen and moved. */
const GRIP = 64

/**
 * Where the window opens.
 * @param saved what it was last time, as read from a file: anything
 * @param screens work areas, the primary one first
 */
export function saneBounds(saved: unknown, screens: Rectangle[]): Partial<Rectangle> & typeof USUAL {
  const largest = {
    width: Math.max(SMALLEST.width, ...screens.map(screen => screen.width)),
    height: Math.max(SMALLEST.height, ...screens.map(screen => screen.height)),
  }
  const size = (wanted: typeof USUAL): typeof USUAL => ({
    width: clamp(wanted.width, SMALLEST.width, largest.width),
    height: clamp(wanted.height, SMALLEST.height, largest.height),
  })
  if (!isRectangle(saved)) return size(USUAL)
  const bounds = { x: saved.x, y: saved.y, ...size(saved) }
  return screens.some(screen => canBeGrabbed(bounds, screen)) ? bounds : size(saved)
}

/** The title bar has to be on the screen, not merely some corner of the window. */
function canBeGrabbed(bounds: Rectangle, screen: Rectangle): boolean {
  const visible = Math.min(bounds.x + bounds.width, screen.x + screen.width) - Math.max(bounds.x, screen.x)
  return visible >= GRIP && bounds.y >= screen.y && bounds.y <= screen.y + screen.height - GRIP
}

function isRectangle(value: unknown): value is Rectangle {
  if (typeof value !== 'object' || value === null) return false
  const { x, y, width, height } = value as Record<string, unknown>
  return [x, y, width, height].every(Number.isSafeInteger)
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most)
}
