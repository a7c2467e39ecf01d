/** A finger's click comes so long (ms) after it has left the screen, at most; a mouse's comes with the button's release. */
const TAP = 350
/** What a click does something with. A press elsewhere, on a scroll bar or a text, holds nothing. */
const CLICKABLE = 'button, a, label, input, [role=tab], [role^=menuitem]'

let pressed = false
let timer: ReturnType<typeof setTimeout> | null = null
const watchers = new Set<() => void>()

function set(to: boolean): void {
  if (timer !== null) clearTimeout(timer)
  timer = null
  if (pressed === to) return
  pressed = to
  for (const watcher of watchers) watcher()
}

/** What the click means is decided first. */
function releaseAfter(ms: number): void {
  if (timer !== null) clearTimeout(timer)
  timer = setTimeout(() => set(false), ms)
}

const release = (): void => set(false)

function down(event: PointerEvent): void {
  if (event.target instanceof Element && event.target.closest(CLICKABLE) !== null) set(true)
}

function up(event: PointerEvent): void {
  if (pressed) releaseAfter(event.pointerType === 'mouse' ? 0 : TAP)
}

function click(): void {
  if (pressed) releaseAfter(0)
}

/** A release that was told to nobody: outside the window, or to a menu of the system. */
function move(event: PointerEvent): void {
  if (pressed && event.pointerType === 'mouse' && event.buttons === 0) releaseAfter(0)
}

/** Whether a button or a link is pressed with mouse, pen or finger, until its click has been told. */
export const isPressed = (): boolean => pressed

/** Calls back when that changes. @returns what ends it. */
export function watchPressed(watcher: () => void): () => void {
  // In the capture phase: also those that something in the page keeps for itself.
  if (watchers.size === 0) {
    window.addEventListener('pointerdown', down, true)
    window.addEventListener('pointerup', up, true)
    window.addEventListener('click', click, true)
    window.addEventListener('pointermove', move, true)
    window.addEventListener('pointercancel', release, true)
    window.addEventListener('blur', release)
  }
  watchers.add(watcher)
  return () => {
    watchers.delete(watcher)
    if (watchers.size > 0) return
    window.removeEventListener('pointerdown', down, true)
    window.removeEventListener('pointerup', up, true)
    window.removeEventListener('click', click, true)
    window.removeEventListener('pointermove', move, true)
    window.removeEventListener('pointercancel', release, true)
    window.removeEventListener('blur', release)
    set(false)
  }
}
