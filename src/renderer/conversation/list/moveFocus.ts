/** Arrow keys between messages. Answers whether the key was one of them. */
export function moveFocus(from: HTMLElement, key: string): boolean {
  const step = key === 'ArrowUp' ? -1 : key === 'ArrowDown' ? 1 : 0
  if (step === 0) return false
  const row = from.parentElement
  let next = step < 0 ? row?.previousElementSibling : row?.nextElementSibling
  while (next) {
    const article = next.querySelector<HTMLElement>(':scope > article')
    if (article !== null) {
      article.focus({ preventScroll: true })
      article.scrollIntoView({ block: 'nearest' })
      return true
    }
    next = step < 0 ? next.previousElementSibling : next.nextElementSibling
  }
  return true
}
