/**
 * Why a file cannot be posted. `unknown`: neither picture nor video; `picture`, `heic`: a picture that is not understood
 * here; `video`: a video, not MP4; `codec`: its picture or sound is in another format than phones expect; `extras`: it
 * carries data besides picture and sound; `broken`: it does not play; `tooLong`: it lasts too long.
 */
export type WhyRefused =
  | 'empty'
  | 'tooLarge'
  | 'unknown'
  | 'picture'
  | 'heic'
  | 'video'
  | 'codec'
  | 'extras'
  | 'broken'
  | 'tooLong'

/** The chosen file cannot be posted, and why. */
export class FileRefused extends Error {
  readonly why: WhyRefused
  constructor(why: WhyRefused) {
    super(`the file was refused: ${why}`)
    this.name = 'FileRefused'
    this.why = why
  }
}
