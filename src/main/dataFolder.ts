import { privateFolder } from './engine/store/files.ts'

/** Makes the data folder if need be, and its owner the only one who may look into it; what others can look into is said. */
export function prepareDataFolder(dataDir: string, say: (line: string) => void): void {
  if (privateFolder(dataDir))
    say(
      `${dataDir} holds other files too and is open to others on this computer; Pillion's messages and keys in it are not.`,
    )
}
