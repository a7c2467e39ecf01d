/** Hues (oklch degrees) of names in groups: those of the avatars. Green, yellow, amber and red mean something else here. */
const HUES = [205, 232, 258, 282, 306, 330, 350] as const

/** The hue that a person's name has in every group, at every start. */
export function authorHue(personId: number): number {
  return HUES[personId % HUES.length] ?? HUES[0]
}
