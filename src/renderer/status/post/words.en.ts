/** Posting a status update. */
export const post = {}
