import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { EnvironmentError, readEnvironment, type Surroundings, systemLanguage } from '../../../src/main/environment.ts'
import { PLAIN, plainBox, SEALED } from '../../../src/main/secrets.ts'

const plain: Surroundings = { variables: {}, platform: 'linux', home: '/home/ada', dataFlag: null, honoured: true }
const wire = {
  PILLION_WA_URL: 'ws://127.0.0.1:4711/ws/chat',
  PILLION_WA_ROOT_KEY: 'AB'.repeat(32),
  PILLION_WA_MEDIA_HOST: '127.0.0.1:4712',
  PILLION_WA_MEDIA_CA: '/tmp/ca.pem',
}

describe('the environment', () => {
  it.each([
    ['linux', {}, '/home/ada/.local/share/pillion'],
    ['linux', { XDG_DATA_HOME: '/data' }, '/data/pillion'],
    ['darwin', {}, '/home/ada/Library/Application Support/Pillion'],
  ] as const)('puts the data of %s with %j into %s', (platform, variables, folder) => {
    expect(readEnvironment({ ...plain, platform, variables }).dataDir).toBe(resolve(folder))
  })

  it('lets --data win over PILLION_DATA_DIR, and that over the default', () => {
    const variables = { PILLION_DATA_DIR: '/from/variable' }
    expect(readEnvironment({ ...plain, variables }).dataDir).toBe(resolve('/from/variable'))
    expect(readEnvironment({ ...plain, variables, dataFlag: '/from/flag' }).dataDir).toBe(resolve('/from/flag'))
  })

  it('reads where the wire is', () => {
    expect(readEnvironment({ ...plain, variables: { ...wire, PILLION_LANG: 'fr_CA' } })).toMatchObject({
      wire: {
        url: wire.PILLION_WA_URL,
        rootKeyHex: 'ab'.repeat(32),
        mediaHost: '127.0.0.1:4712',
        mediaCaFile: '/tmp/ca.pem',
      },
      language: 'fr-CA',
    })
  })

  it('ignores all variables in a release, and still takes --data', () => {
    const variables = { ...wire, PILLION_DATA_DIR: '/elsewhere', PILLION_LANG: 'fr' }
    const read = readEnvironment({ ...plain, variables, honoured: false })
    expect(read).toEqual({
      dataDir: resolve('/home/ada/.local/share/pillion'),
      wire: { url: null, rootKeyHex: null, mediaHost: null, mediaCaFile: null },
      language: null,
    })
    expect(readEnvironment({ ...plain, honoured: false, dataFlag: '/flag' }).dataDir).toBe(resolve('/flag'))
  })

  it.each([
    { PILLION_WA_URL: 'http://127.0.0.1' },
    { PILLION_WA_ROOT_KEY: 'abc' },
    { PILLION_WA_MEDIA_HOST: '127.0.0.1' },
    { PILLION_LANG: '../..' },
  ])('refuses %j with words', variables => {
    expect(() => readEnvironment({ ...plain, variables })).toThrow(EnvironmentError)
  })

  it.each([
    [{ LANG: 'fr_FR.UTF-8' }, 'fr-FR'],
    [{ LC_ALL: 'de_AT@euro', LANG: 'en_GB.UTF-8' }, 'de-AT'],
    [{ LANG: 'C.UTF-8' }, 'en'],
  ])('takes from %j the language %s', (variables, language) => {
    expect(systemLanguage(variables)).toBe(language)
  })
})

describe('the box without a key store', () => {
  it('keeps bytes readable, says so, and does not read what another box sealed', async () => {
    const bytes = Uint8Array.of(1, 2, 3)
    const wrapped = await plainBox.wrap(bytes)
    expect(wrapped).toEqual(Uint8Array.of(PLAIN, 1, 2, 3))
    expect(await plainBox.unwrap(wrapped)).toEqual(bytes)
    expect(plainBox.protection).toBe('filePermissions')
    await expect(plainBox.unwrap(Uint8Array.of(SEALED, 1))).rejects.toThrow()
    await expect(plainBox.unwrap(new Uint8Array())).rejects.toThrow()
  })
})
