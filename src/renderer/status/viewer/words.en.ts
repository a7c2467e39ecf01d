/** The viewer of status updates. */
export const viewer = {}
