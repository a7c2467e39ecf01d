import { useCallback, useEffect, useRef, useState } from 'react'
import { Newest } from '../../data/Newest.ts'
import { FileRefused, type WhyRefused } from './fileRefused.ts'
import { type Prepared, prepare } from './prepare.ts'

export type Chosen =
  | { state: 'none' }
  | { state: 'preparing' }
  /** `address`: under which the page shows it. */
  | { state: 'ready'; media: Prepared; address: string }
  | { state: 'refused'; why: WhyRefused }

/** The picture or video that was chosen for a post. */
export function useFile() {
  const [chosen, setChosen] = useState<Chosen>({ state: 'none' })
  const [newest] = useState(() => new Newest())
  const address = useRef<string | null>(null)

  const forget = useCallback((): void => {
    if (address.current !== null) URL.revokeObjectURL(address.current)
    address.current = null
  }, [])
  useEffect(() => forget, [forget])

  async function choose(file: File): Promise<void> {
    const isNewest = newest.begin()
    setChosen({ state: 'preparing' })
    let next: Chosen
    try {
      const media = await prepare(file)
      if (!isNewest()) return
      forget()
      address.current = URL.createObjectURL(media.file)
      next = { state: 'ready', media, address: address.current }
    } catch (error) {
      // Whatever else goes wrong with a file, it cannot be read.
      next = { state: 'refused', why: error instanceof FileRefused ? error.why : 'broken' }
    }
    if (isNewest()) setChosen(next)
  }

  return {
    chosen,
    choose,
    remove: () => {
      newest.begin()
      forget()
      setChosen({ state: 'none' })
    },
  }
}
