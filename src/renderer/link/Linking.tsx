export function Linking() {
  return null
}
