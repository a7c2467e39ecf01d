/** Stickers of a few flat colours, as lossless WebP without any compression to speak of (the WebP lossless bitstream). */

type Colour = readonly [red: number, green: number, blue: number, alpha: number]

class Bits {
  readonly bytes: number[] = []
  #pending = 0
  #count = 0

  /** The lowest bit first. */
  put(value: number, length: number): this {
    for (let bit = 0; bit < length; bit++) {
      this.#pending |= ((value >> bit) & 1) << this.#count
      this.#count += 1
      if (this.#count === 8) this.flush()
    }
    return this
  }

  flush(): void {
    if (this.#count === 0) return
    this.bytes.push(this.#pending)
    this.#pending = 0
    this.#count = 0
  }
}

/** @param paper, ink the only two values of each channel: a pixel takes one or the other for each */
export function sticker(size: number, paper: Colour, ink: Colour, drawn: (x: number, y: number) => Colour): Uint8Array {
  const bits = new Bits()
    .put(0x2f, 8)
    .put(size - 1, 14)
    .put(size - 1, 14)
    .put(1, 1)
    .put(0, 3)
  // No transforms, no colour cache, one group of prefix codes.
  bits.put(0, 3)
  // In the format's order; a code of two symbols is one bit, the smaller symbol is 0.
  const channels = [1, 0, 2, 3] as const
  for (const channel of channels) {
    const [low, high] = [Math.min(paper[channel], ink[channel]), Math.max(paper[channel], ink[channel])]
    if (low === high) bits.put(1, 1).put(0, 1).put(1, 1).put(low, 8)
    else bits.put(1, 1).put(1, 1).put(1, 1).put(low, 8).put(high, 8)
  }
  // Distances: nothing is repeated.
  bits.put(1, 1).put(0, 1).put(0, 1).put(0, 1)
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const colour = drawn(x, y)
      for (const channel of channels) {
        if (paper[channel] !== ink[channel])
          bits.put(colour[channel] > Math.min(paper[channel], ink[channel]) ? 1 : 0, 1)
      }
    }
  }
  bits.flush()
  const data = Buffer.from(bits.bytes)
  const padded = data.length % 2 === 0 ? data : Buffer.concat([data, Buffer.alloc(1)])
  const head = Buffer.alloc(20)
  head.write('RIFF', 0, 'latin1')
  head.writeUInt32LE(12 + padded.length, 4)
  head.write('WEBPVP8L', 8, 'latin1')
  head.writeUInt32LE(data.length, 16)
  return Buffer.concat([head, padded])
}
