import type { StoreHealth } from '../../shared/model.ts'
export function Health(_: { health: StoreHealth; dataDir: string }) {
  return null
}
