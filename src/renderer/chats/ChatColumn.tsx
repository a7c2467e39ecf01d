export function ChatColumn() {
  return null
}
