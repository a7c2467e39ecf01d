/** The list of status updates. */
export const list = {}
