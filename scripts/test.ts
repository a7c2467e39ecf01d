/** `npm test`: everything there is to check, and one line at the end that sums it up. */
import { spawnSync } from 'node:child_process'
import { ensureBuilt } from './steps/build.ts'
import { countPlaywright, countVitest, type Outcome, reportFile, runStep, type Step, tool } from './steps/checks.ts'
import { findElectron, hasDisplay } from './steps/electronRuntime.ts'
import { say } from './steps/say.ts'
import { ensureBrowser } from './steps/testBrowser.ts'

const outcomes: Outcome[] = []
const began = Date.now()

for (const step of staticSteps()) outcomes.push(await runStep(step))
outcomes.push(await runStep(vitestStep('unit')))
if (ensureBuilt()) {
  outcomes.push(await runStep(vitestStep('integration')))
  outcomes.push(await endToEnd())
} else {
  outcomes.push({ step: 'build', passed: 0, failed: 1, skipped: 0, seconds: 0 })
}
sumUp()

function staticSteps(): Step[] {
  return [
    {
      name: 'lint',
      doing: 'Linting …',
      command: tool('@biomejs/biome/bin/biome', 'check', '--error-on-warnings', '.'),
    },
    ...['tsconfig.json', 'src/shared', 'src/renderer'].map(project => ({
      name: `types (${project})`,
      doing: `Checking the types of ${project} …`,
      command: tool('typescript/bin/tsc', '-p', project),
    })),
    { name: 'knip', doing: 'Looking for what nobody uses …', command: tool('knip/bin/knip.js') },
  ]
}

function vitestStep(project: 'unit' | 'integration'): Step {
  const report = reportFile(`${project}.json`)
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  return {
    name: `${project} tests`,
    doing: `Running the ${project} tests …`,
    command: tool('vitest/vitest.mjs', 'run', '--project', project, ...reporters),
    count: () => countVitest(report),
  }
}

/** The same specs in an ordinary browser and in Electron. */
async function endToEnd(): Promise<Outcome> {
  const browser = ensureBrowser()
  if (browser === null) {
    say('There is no browser and none could be had: install Chromium or Chrome, or run as root on Debian.')
    return { step: 'end-to-end tests', passed: 0, failed: 1, skipped: 0, seconds: 0 }
  }
  say(`Browser: ${browser}`)
  const runtime = await findElectron(true)
  if ('missing' in runtime) say(`The desktop specs are skipped: ${runtime.missing}.`)
  const report = reportFile('e2e.json')
  return runStep({
    name: 'end-to-end tests',
    doing: 'Running the end-to-end tests in both hosts …',
    command: [...display(), ...tool('@playwright/test/cli.js', 'test')],
    env: { PILLION_TEST_BROWSER: browser, PILLION_E2E_REPORT: report },
    count: () => countPlaywright(report),
  })
}

/** A virtual screen for Electron where there is none. */
function display(): string[] {
  if (hasDisplay()) return []
  if (spawnSync('xvfb-run', ['--help'], { stdio: 'ignore' }).status === 0)
    return ['xvfb-run', '-a', '-s', '-screen 0 1400x1000x24']
  say('The desktop specs are skipped: there is no display and no xvfb-run.')
  return []
}

function sumUp(): void {
  const total = { passed: 0, failed: 0, skipped: 0 }
  say('')
  for (const { step, passed, failed, skipped, seconds } of outcomes) {
    total.passed += passed
    total.failed += failed
    total.skipped += skipped
    const counts = passed + failed + skipped === 0 ? 'ok' : `${passed} passed, ${failed} failed, ${skipped} skipped`
    say(`${step.padEnd(24)} ${counts} (${seconds.toFixed(1)} s)`)
  }
  say(`All of it took ${((Date.now() - began) / 60_000).toFixed(1)} min.`)
  process.stdout.write(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped\n`)
  process.exitCode = total.failed === 0 ? 0 : 1
}
