import { useSyncExternalStore } from 'react'

/** How much of the present post has passed, 0 to 1. Kept beside React: it changes with every frame, and one bar shows it. */
export class Progress {
  #fraction = 0
  readonly #listeners = new Set<() => void>()

  set(fraction: number): void {
    // A quarter of a per cent is less than a pixel of the longest bar that there can be.
    const rounded = Math.round(Math.min(1, Math.max(0, fraction)) * 400) / 400
    if (!Number.isFinite(rounded) || rounded === this.#fraction) return
    this.#fraction = rounded
    for (const listener of this.#listeners) listener()
  }

  readonly get = (): number => this.#fraction

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => {
      this.#listeners.delete(listener)
    }
  }
}

export function useFraction(progress: Progress): number {
  return useSyncExternalStore(progress.subscribe, progress.get)
}
