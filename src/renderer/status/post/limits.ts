/** Longest text of a post, characters: `MAX_POST` of the contract, which would bring the schemas along. */
export const MAX_POST_TEXT = 700
/** Longest caption, characters: `MAX_CAPTION` of the contract. */
export const MAX_POST_CAPTION = 1_024
/** Largest file, bytes: `MAX_UPLOAD` of the contract. */
export const MAX_FILE = 64 * 1024 * 1024
/** Bytes of one part of an upload: `UPLOAD_PART` of the contract. A multiple of three, so no part but the last is padded. */
export const PART = 192 * 1024

/** How much room is left is told from here on, characters. */
export const NEARLY_FULL_POST = 100

/**
 * Longest video, seconds. Phones took 30, then 60, and since 2025 up to 90 seconds; a longer one may be cut or refused by
 * those who get it.
 */
export const MAX_SECONDS = 90

/** Longest side of a picture, pixels: what phones scale theirs to for a status update. */
export const MAX_SIDE = 1_600
/** Longest side of a thumbnail, pixels: about 3 KB as JPEG, which travels inside the message. */
export const THUMBNAIL_SIDE = 100
