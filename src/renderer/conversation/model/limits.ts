/** Longest message, in UTF-16 code units: `MAX_TEXT` of the contract, which would bring the schemas along. */
export const MAX_MESSAGE = 65_536

/** The composer tells how much room is left from here on. */
export const NEARLY_FULL = 1000

/** Longer texts are folded. Characters. */
export const FOLD_AT = 2400
