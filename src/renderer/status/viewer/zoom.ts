/** Looking closer at a picture: how large it is drawn and where. Pure. */

export interface Zoom {
  /** 1: it fits. */
  scale: number
  /** How far its middle lies from the middle of the stage, pixels. */
  x: number
  y: number
}

export interface Size {
  width: number
  height: number
}

/** A point, pixels from the middle of the stage. */
export interface Point {
  x: number
  y: number
}

export const FITTING: Zoom = { scale: 1, x: 0, y: 0 }
export const MAX_SCALE = 6
/** A press on the key or button, and a click on the picture. */
export const STEP = 1.5
export const CLICK_SCALE = 2.5

/** Enlarges or shrinks around a point, which stays where it is. `picture`: its size while it fits. */
export function zoomAt(zoom: Zoom, factor: number, at: Point, picture: Size, stage: Size): Zoom {
  const scale = Math.min(MAX_SCALE, Math.max(1, zoom.scale * factor))
  const ratio = scale / zoom.scale
  return within({ scale, x: at.x - (at.x - zoom.x) * ratio, y: at.y - (at.y - zoom.y) * ratio }, picture, stage)
}

/** Moves by pixels. */
export function panBy(zoom: Zoom, dx: number, dy: number, picture: Size, stage: Size): Zoom {
  return within({ ...zoom, x: zoom.x + dx, y: zoom.y + dy }, picture, stage)
}

/** An edge never comes further in than that of the stage; what is smaller than the stage stays in its middle. */
function within(zoom: Zoom, picture: Size, stage: Size): Zoom {
  const limit = (size: number, room: number): number => Math.max(0, (size * zoom.scale - room) / 2)
  const clamp = (value: number, most: number): number => Math.min(most, Math.max(-most, value))
  return {
    scale: zoom.scale,
    x: clamp(zoom.x, limit(picture.width, stage.width)),
    y: clamp(zoom.y, limit(picture.height, stage.height)),
  }
}

/** The size at which a picture fills the stage and is still seen whole. */
export function fitted(picture: Size, stage: Size): Size {
  if (picture.width <= 0 || picture.height <= 0) return { width: 0, height: 0 }
  const scale = Math.min(stage.width / picture.width, stage.height / picture.height)
  return { width: picture.width * scale, height: picture.height * scale }
}
