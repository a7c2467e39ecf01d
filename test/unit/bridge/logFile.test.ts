import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { type LogFile, openLog } from '../../../src/main/logFile.ts'
import { newDir } from '../store/support.ts'

function opened(dir: string): LogFile {
  const log = openLog(dir)
  onTestFinished(() => log.close())
  return log
}

const linesOf = (file: string): string[] =>
  readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .filter(line => line !== '')
    .map(line => JSON.parse(line).msg)

describe('the log of a host', () => {
  it.skipIf(!existsSync('/dev/full'))('loses a line on a full disk, and nothing else', () => {
    const dir = newDir()
    mkdirSync(join(dir, 'logs'))
    symlinkSync('/dev/full', join(dir, 'logs', 'pillion.log'))
    const log = opened(dir)
    expect(() => log.write({ msg: 'lost' })).not.toThrow()
  })

  it('goes on when the large file could not be set aside at first', () => {
    const dir = newDir()
    const [file, old] = [join(dir, 'logs', 'pillion.log'), join(dir, 'logs', 'pillion.old.log')]
    mkdirSync(join(old, 'in the way'), { recursive: true })
    writeFileSync(file, `${' '.repeat(5_000_001)}\n`)
    const log = opened(dir)
    log.write({ msg: 'lost' })
    log.write({ msg: 'lost too' })
    rmSync(old, { recursive: true })
    log.write({ msg: 'kept' })
    expect(linesOf(file)).toEqual(['kept'])
    expect(existsSync(old)).toBe(true)
  })

  it('is opened later when its folder cannot be made at first', () => {
    const dir = newDir()
    const logs = join(dir, 'logs')
    writeFileSync(logs, 'in the way')
    const log = opened(dir)
    log.write({ msg: 'lost' })
    unlinkSync(logs)
    log.write({ msg: 'kept' })
    expect(linesOf(join(logs, 'pillion.log'))).toEqual(['kept'])
  })

  it('says nothing more once closed', () => {
    const dir = newDir()
    const log = opened(dir)
    log.write({ msg: 'one' })
    log.close()
    log.write({ msg: 'two' })
    expect(linesOf(join(dir, 'logs', 'pillion.log'))).toEqual(['one'])
  })
})
