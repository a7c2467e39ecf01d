import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import { endOf } from './children.ts'
import { inProject, root } from './project.ts'
import { say } from './say.ts'

/** What came of one step. A step that is no test runner counts as failed when it fails, and not at all when it passes. */
export interface Outcome {
  step: string
  passed: number
  failed: number
  skipped: number
  seconds: number
}

export interface Step {
  name: string
  /** Said before it starts. */
  doing: string
  /** Program and arguments; programs of the project are named by their path in node_modules. */
  command: string[]
  env?: Record<string, string>
  /** Reads the counts out of what the runner left behind. */
  count?: () => Pick<Outcome, 'passed' | 'failed' | 'skipped'>
}

/** Runs a step with its output on the terminal. Never throws: a step that cannot start has failed. */
export async function runStep({ name, doing, command, env, count }: Step): Promise<Outcome> {
  say(doing)
  const began = Date.now()
  const [program = '', ...args] = command
  const child = spawn(program, args, { cwd: root, env: { ...process.env, ...env }, stdio: ['ignore', 2, 2] })
  const code = await endOf(child)
  const counted = count === undefined ? { passed: 0, failed: 0, skipped: 0 } : count()
  // A runner that fails without a failed test (a file that does not load, an error between tests) has failed all the same.
  if (code !== 0 && counted.failed === 0) counted.failed = 1
  const seconds = (Date.now() - began) / 1000
  say(`${name}: ${code === 0 ? 'done' : 'FAILED'} in ${seconds.toFixed(1)} s`)
  return { step: name, ...counted, seconds }
}

/** A script of an installed package, run by this very Node. */
export function tool(script: string, ...args: string[]): string[] {
  return [process.execPath, inProject('node_modules', ...script.split('/')), ...args]
}

/** A fresh place for a runner's report. */
export function reportFile(name: string): string {
  const file = inProject('test-results', name)
  mkdirSync(dirname(file), { recursive: true })
  rmSync(file, { force: true })
  return file
}

/** Counts of vitest's JSON report. */
export function countVitest(file: string): Pick<Outcome, 'passed' | 'failed' | 'skipped'> {
  const report = readReport(file)
  return {
    passed: number(report.numPassedTests),
    failed: number(report.numFailedTests),
    skipped: number(report.numPendingTests) + number(report.numTodoTests),
  }
}

/** Counts of Playwright's JSON report. A test that needed a second try has passed. */
export function countPlaywright(file: string): Pick<Outcome, 'passed' | 'failed' | 'skipped'> {
  const stats = readReport(file).stats
  const { expected, unexpected, flaky, skipped } =
    typeof stats === 'object' && stats !== null ? (stats as Record<string, unknown>) : {}
  return { passed: number(expected) + number(flaky), failed: number(unexpected), skipped: number(skipped) }
}

function readReport(file: string): Record<string, unknown> {
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>) : {}
}

function number(value: unknown): number {
  return typeof value === 'number' ? value : 0
}
