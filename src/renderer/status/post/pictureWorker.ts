import { shrink } from './picture.ts'

/** One picture in, one answer out: what {@link shrink} made of it, or null when it cannot be decoded. */
self.onmessage = (event: MessageEvent<Blob>): void => {
  shrink(event.data).then(
    shrunk => self.postMessage(shrunk),
    () => self.postMessage(null),
  )
}
