/** Opens the store of the folder named and keeps it open: for the test of the lock. */
import { openStore } from '../../../src/main/engine/store/open.ts'

const result = await openStore({
  dataDir: process.argv[2] ?? '',
  secrets: { backend: 'none', protection: 'filePermissions', wrap: async bytes => bytes, unwrap: async bytes => bytes },
})
process.send?.(result.health.state)
// Stays until it is killed, or until the test that holds the other end is gone.
process.on('disconnect', () => process.exit())
process.on('message', () => result)
